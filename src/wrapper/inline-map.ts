/** Source maps within the code that they are of. */

/** In two parts: a tool that looks for maps in the text of this very file must not take the word in it for one. */
const MARK = ['//# source', 'MappingURL=data:application/json;charset=utf-8;base64,'].join('');

const AT_THE_END = new RegExp(`${MARK}([A-Za-z0-9+/=]+)\\s*$`);

/** A map, raw JSON, as the last line of its code. */
export const inlineMap = (raw: string): string => `${MARK}${Buffer.from(raw).toString('base64')}`;

/** The code with another map in the place of its own. */
export const replaceMap = (code: string, change: (raw: string) => string): string =>
  code.replace(AT_THE_END, (_, base64: string) => inlineMap(change(Buffer.from(base64, 'base64').toString())));
