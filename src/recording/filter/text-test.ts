/** Whether a text occurs in a payload or an output: searched in the bytes as they are kept, without making strings of them. */
import type { Look } from '../arena.js';
import { textOf } from '../rebuild.js';
import type { Recording } from '../recording.js';
import { flag } from '../rows.js';
import { escaped } from '../store.js';

export function textTest(recording: Recording, text: string): (row: number) => boolean {
  const { rows, arena } = recording.store;
  const needle = new TextEncoder().encode(lowered(escaped(text)));
  const look: Look = { chunk: needle, from: 0, to: 0 };
  return (row) => {
    const place = rows.text[row]!;
    if (place === 0) return false;
    arena.locate(place, look);
    if (!occurs(needle, look)) return false;
    // An escape's letter (`\n`) is no letter of the text, and a whole line has more than the text: look at the text itself.
    const sure = (rows.flags[row]! & flag.raw) === 0 && look.chunk.subarray(look.from, look.to).indexOf(BACKSLASH) < 0;
    return sure || lowered(textOf(recording.store, row) ?? '').includes(lowered(text));
  };
}

const BACKSLASH = 0x5c;

/** A to Z in lower case, all else as it is. */
const lowered = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

const lower = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));

function occurs(needle: Uint8Array, { chunk, from, to }: Look): boolean {
  const first = needle[0]!;
  const last = to - needle.length;
  for (let at = from; at <= last; at++) {
    if (lower[chunk[at]!] !== first) continue;
    let matched = 1;
    while (matched < needle.length && lower[chunk[at + matched]!] === needle[matched]) matched++;
    if (matched === needle.length) return true;
  }
  return false;
}
