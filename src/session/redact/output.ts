/**
 * What processes print, without secrets that are spread over several writes: a text is kept back until what follows it shows that nothing
 * in it is the beginning of one.
 */
import type { Output } from '../../wire/events.js';
import { mayCrossLines } from './patterns.js';
import { MARK, type Range, rangesIn, without } from './ranges.js';

/** A secret of up to so many characters is found, however it was written. */
const WINDOW = 1024;
/** More than so much is not kept back. */
const MOST_KEPT = 65_536;

export class OutputKeeper {
  private readonly streams = new Map<string, Output[]>();
  /** Streams of which the last write was cut: what follows may be the end of a secret. */
  private readonly cut = new Set<string>();
  private readonly crossing: boolean;

  constructor(
    private readonly patterns: readonly RegExp[],
    private readonly tell: (event: Output) => void,
  ) {
    this.crossing = mayCrossLines(patterns);
  }

  take(event: Output): void {
    const key = `${event.pid}.${event.tid ?? 0} ${event.stream}`;
    const kept = this.streams.get(key) ?? [];
    this.streams.set(key, kept);
    kept.push(this.cut.delete(key) ? { ...event, text: event.text.replace(/^\S+/, MARK) } : event);
    if (event.truncated) {
      this.cut.add(key);
      this.release(kept, kept.length);
    } else this.releaseSure(kept);
  }

  /** A process has ended: nothing will follow. */
  ended(pid: number): void {
    for (const [key, kept] of this.streams) if (key.startsWith(`${pid}.`)) this.release(kept, kept.length);
  }

  all(): void {
    for (const kept of this.streams.values()) this.release(kept, kept.length);
  }

  private releaseSure(kept: Output[]): void {
    const text = textOf(kept);
    const last = rangesIn(text, this.patterns).at(-1);
    // A match at the end may go on.
    const goesOn = last !== undefined && last[1] === text.length && text.length < MOST_KEPT;
    if (!goesOn && !this.crossing && text.endsWith('\n')) this.release(kept, kept.length);
    else this.release(kept, surelyDone(kept, (goesOn ? last[0] : text.length) - WINDOW));
  }

  private release(kept: Output[], count: number): void {
    if (count === 0) return;
    const text = textOf(kept);
    const ranges = rangesIn(text, this.patterns);
    let begin = 0;
    for (const event of kept.slice(0, count)) {
      this.tell({ ...event, text: without(text, ranges, begin, endOf(event, begin)) });
      begin += event.text.length;
    }
    kept.splice(0, count);
    hide(kept, ranges, begin);
  }
}

const textOf = (kept: readonly Output[]): string => kept.map(({ text }) => text).join('');

/** How many of the events end before a place. */
function surelyDone(kept: readonly Output[], place: number): number {
  let [end, count] = [0, 0];
  for (const { text } of kept) {
    end += text.length;
    if (end > place) break;
    count++;
  }
  return count;
}

/** Of one that was cut, what stands near the cut may be the beginning of a secret. */
function endOf({ text, truncated }: Output, begin: number): number {
  return begin + (truncated ? Math.max(text.length - WINDOW, 0) : text.length);
}

/** What is left of a match of which the beginning has been told. */
function hide(kept: Output[], ranges: readonly Range[], begin: number): void {
  const straddling = ranges.find(([from, to]) => from < begin && to > begin);
  const first = kept[0];
  if (straddling === undefined || first === undefined) return;
  kept[0] = { ...first, text: first.text.slice(Math.min(straddling[1] - begin, first.text.length)) };
}
