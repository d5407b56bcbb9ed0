/** Where in a text the patterns match, and the text without what stands there. */

/** From, and up to but not with. */
export type Range = readonly [from: number, to: number];

export const MARK = '[redacted]';

/** All matches of all patterns, also of what the text says where it has escapes; in order, none touching the next. */
export function rangesIn(text: string, patterns: readonly RegExp[]): Range[] {
  const found = matches(text, patterns);
  if (text.includes('\\')) {
    const plain = unescaped(text);
    for (const [from, to] of matches(plain.text, patterns)) found.push([plain.places[from]!, plain.places[to]!]);
  }
  return merged(found);
}

function matches(text: string, patterns: readonly RegExp[]): Range[] {
  const found: Range[] = [];
  for (const pattern of patterns) {
    for (const { index, 0: match } of text.matchAll(pattern)) {
      if (match.length > 0) found.push([index, index + match.length]);
    }
  }
  return found;
}

function merged(ranges: Range[]): Range[] {
  const result: Range[] = [];
  for (const [from, to] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], to)];
    else result.push([from, to]);
  }
  return result;
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Previews show text as JSON does: what it says, and where each character of that stands (and the end). */
function unescaped(text: string): { text: string; places: number[] } {
  const places: number[] = [];
  let plain = '';
  for (let at = 0; at < text.length; ) {
    places.push(at);
    const code = text[at] === '\\' ? /^\\u([\da-f]{4})/i.exec(text.slice(at, at + 6))?.[1] : undefined;
    const next = text[at + 1];
    if (code !== undefined) {
      plain += String.fromCharCode(Number.parseInt(code, 16));
      at += 6;
    } else if (text[at] === '\\' && next !== undefined) {
      plain += escapes[next] ?? next;
      at += 2;
    } else plain += text[at++];
  }
  places.push(text.length);
  return { text: plain, places };
}

/** The text between two places with a mark for every range that begins there; of one that began before, nothing is left. */
export function without(text: string, ranges: readonly Range[], begin = 0, end = text.length): string {
  let result = '';
  let at = begin;
  for (const [from, to] of ranges) {
    if (to <= at || from >= end) continue;
    if (from >= begin) result += text.slice(at, from) + MARK;
    at = Math.min(to, end);
  }
  return result + text.slice(at, end);
}
