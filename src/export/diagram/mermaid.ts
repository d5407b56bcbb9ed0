/** A selection as a sequence diagram in Mermaid's words. */
import type { Recording } from '../../recording/index.js';
import type { Selection } from '../selection.js';
import { type Entry, lanesOf, type Sequence, sequenceOf } from './sequence.js';

/** What Mermaid reads unless it is told otherwise. */
export const MERMAID_MOST_CHARACTERS = 50_000;

export function* mermaid(recording: Recording, selection: Selection): Generator<string> {
  yield* new Diagram(recording, sequenceOf(recording, selection)).lines();
}

class Diagram {
  private readonly labels: ReadonlyMap<number, string>;
  /** The last entry that names a lane, by lane: after it the lane may end. */
  private readonly last = new Map<number, Entry>();

  constructor(
    private readonly recording: Recording,
    private readonly sequence: Sequence,
  ) {
    this.labels = new Map(sequence.participants.map(({ lane, label }) => [lane, escaped(label)]));
    for (const entry of sequence.entries)
      if (this.isShown(entry)) for (const lane of lanesOf(entry)) this.last.set(lane, entry);
  }

  *lines(): Generator<string> {
    yield 'sequenceDiagram\n';
    const born = this.bornWithin();
    for (const [lane, label] of this.labels) if (!born.has(lane)) yield `  participant p${lane} as ${label}\n`;
    for (const entry of this.sequence.entries) yield* this.entry(entry, born);
  }

  /** Lanes of which nothing is told before their spawn: they begin there. */
  private bornWithin(): Set<number> {
    const [born, known] = [new Set<number>(), new Set<number>()];
    for (const entry of this.sequence.entries) {
      if (!this.isShown(entry)) continue;
      if (entry.kind === 'spawn' && !known.has(entry.child) && entry.child !== entry.lane) born.add(entry.child);
      for (const lane of lanesOf(entry)) known.add(lane);
    }
    return born;
  }

  private *entry(entry: Entry, born: Set<number>): Generator<string> {
    const text = escaped(entry.text);
    if (!this.isShown(entry)) return;
    if (entry.kind === 'receive') {
      yield `  ${at(entry.from < 0 ? entry.lane : entry.from)}-)${at(entry.lane)}: ${text}\n`;
    } else if (entry.kind === 'send') yield `  ${at(entry.lane)}-x${at(entry.lane)}: ${text} (not received)\n`;
    else if (entry.kind === 'spawn') {
      if (born.delete(entry.child))
        yield `  create participant ${at(entry.child)} as ${this.labels.get(entry.child)}\n`;
      yield `  ${at(entry.lane)}->>${at(entry.child)}: ${text}\n`;
    } else if (entry.kind === 'end') {
      if (this.last.get(entry.child) === entry && entry.child !== entry.lane) yield `  destroy ${at(entry.child)}\n`;
      yield `  ${at(entry.child)}--x${at(entry.lane)}: ${text}\n`;
    } else yield `  Note over ${at(entry.lane)}: ${text}\n`;
  }

  /** Of a message the one arrow where it arrives; of the waits those for a process, a lock or a task, which say something by themselves. */
  private isShown(entry: Entry): boolean {
    if (entry.kind === 'send') return !entry.received;
    if (entry.kind === 'spawn' || entry.kind === 'end') return entry.child >= 0;
    return entry.kind !== 'wake' && (entry.kind !== 'wait' || TELLING.has(this.recording.waits.kind(entry.wait)));
  }
}

const TELLING: ReadonlySet<string> = new Set(['join', 'lock', 'pool']);

const at = (lane: number): string => `p${lane}`;

/** One line, in which nothing is a word of Mermaid's: what is neither letter nor digit is written by its number. */
function escaped(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const short = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  return (
    short.replace(/[^\p{L}\p{N} .,_…·→()/'"-]/gu, (c) => `#${c.codePointAt(0)};`).replace(/^(end)$/i, '$1 ') || ' '
  );
}

const LONGEST = 60;
