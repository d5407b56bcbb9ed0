/** Text cut to a size in bytes. */
const { byteLength } = Buffer;

/** The beginning of a text in at most `bytes` bytes of UTF-8, no character cut in two. */
export function cut(text: string, bytes: number): string {
  const start = text.slice(0, bytes);
  if (byteLength(start) === start.length) return start;
  let end = 0;
  for (let used = 0; end < start.length; ) {
    const character = String.fromCodePoint(start.codePointAt(end)!);
    used += byteLength(character);
    if (used > bytes) break;
    end += character.length;
  }
  return start.slice(0, end);
}
