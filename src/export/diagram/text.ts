/** Text in a drawing: made harmless, and cut to the room that it has. */

/** As it stands in an element or an attribute; what XML does not have at all becomes a mark for what is missing. */
export function escapeXml(text: string): string {
  return text
    .replace(NO_XML, '\ufffd')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[\t\n\r]/g, ' ');
}

const NO_XML =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML has not.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** As much of a text as `room` pixels hold in letters of 12 pixels. */
export function fitted(text: string, room: number): string {
  let width = 0;
  let end = 0;
  for (const character of text) {
    width += WIDE.test(character) ? 12 : 6.6;
    if (width > room) return `${text.slice(0, Math.max(end - 1, 0))}…`;
    end += character.length;
  }
  return text;
}

/** Characters as wide as they are high. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u;
