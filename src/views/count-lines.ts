/** Counts, line by line, what a recording's source sent and received, without keeping the recording. Knows no editor. */
import { createReadStream } from 'node:fs';
import { decode, LineSplitter } from '../wire/codec.js';

export interface LineCount {
  sent: number;
  received: number;
}

/** By file, by line. */
export type RunCounts = Map<string, Map<number, LineCount>>;

/** Of a larger recording nothing is counted: a run's end is no time for long work in the editor's own process. */
const MOST_BYTES = 64 << 20;

export async function countLines(file: string): Promise<RunCounts> {
  const counter = new Counter();
  const splitter = new LineSplitter({ line: (line) => counter.take(line) });
  for await (const chunk of createReadStream(file, { end: MOST_BYTES })) splitter.push(chunk as Uint8Array);
  return counter.counts();
}

class Counter {
  private readonly sites = new Map<string, { file: string; line: number }>();
  private readonly found = new Map<string, LineCount>();

  take(line: string): void {
    if (/^\{"type":"(send|receive)"/.test(line)) this.count(line);
    else if (line.startsWith('{"type":"site"')) this.note(decode(line));
  }

  /** Not parsed, as these are nearly all of a long recording; a payload has its quotes escaped, so that only a field looks like one. */
  private count(line: string): void {
    const at = /,"at":(\d+)[,}]/.exec(line)?.[1];
    const pid = /,"pid":(\d+),/.exec(line)?.[1];
    if (at === undefined || pid === undefined) return;
    const key = `${pid} ${at}`;
    const count = this.found.get(key) ?? { sent: 0, received: 0 };
    if (line.startsWith('{"type":"send"')) count.sent++;
    else count.received++;
    this.found.set(key, count);
  }

  private note(event: ReturnType<typeof decode>): void {
    if (event?.type === 'site') this.sites.set(`${event.pid} ${event.site}`, event);
  }

  /** The same line is a site of its own in each process. */
  counts(): RunCounts {
    const counts: RunCounts = new Map();
    for (const [key, { sent, received }] of this.found) {
      const site = this.sites.get(key);
      if (!site) continue;
      const lines = counts.get(site.file) ?? new Map<number, LineCount>();
      const known = lines.get(site.line) ?? { sent: 0, received: 0 };
      lines.set(site.line, { sent: known.sent + sent, received: known.received + received });
      counts.set(site.file, lines);
    }
    return counts;
  }
}
