/** JSON for readers that are strict about its text. */

/** Half a character is replaced: as an escape, JSON allows it and Perfetto refuses the whole file. */
export const json = (value: object): string =>
  JSON.stringify(value).replace(HALF, (found) => (found === '\\\\' ? found : '\\ufffd'));

/** JSON.stringify writes halves as escapes; a backslash of the text itself is written twice and stands before. */
const HALF = /\\\\|\\ud[89a-f][\da-f]{2}/g;
