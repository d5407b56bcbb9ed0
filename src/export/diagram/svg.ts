/** A selection as a sequence diagram drawn in SVG: time runs down, a message slopes from where it was sent to where it arrived. */
import type { Recording } from '../../recording/index.js';
import type { Selection } from '../selection.js';
import { type Entry, type Sequence, sequenceOf } from './sequence.js';
import { style } from './style.js';
import { escapeXml, fitted } from './text.js';

export function* svg(recording: Recording, selection: Selection): Generator<string> {
  yield* new Drawing(recording, sequenceOf(recording, selection)).parts();
}

const [LEFT, TOP, COLUMN, ROW] = [110, 56, 190, 26] as const;

class Drawing {
  private readonly columns: ReadonlyMap<number, number>;
  /** Where each step stands, by step. */
  private readonly rows: ReadonlyMap<number, number>;
  /** Where the end of a lane is told, by lane. */
  private readonly ends: ReadonlyMap<number, number>;
  private readonly width: number;
  private readonly height: number;

  constructor(
    private readonly recording: Recording,
    private readonly sequence: Sequence,
  ) {
    const { participants, entries } = sequence;
    this.columns = new Map(participants.map(({ lane }, i) => [lane, LEFT + COLUMN * (i + 0.5)]));
    this.rows = new Map(entries.map(({ step }, i) => [step, TOP + ROW * (i + 1)]));
    const ends = entries.flatMap((entry): [number, number][] =>
      entry.kind === 'end' ? [[entry.child, this.rows.get(entry.step)!]] : [],
    );
    this.ends = new Map(ends.reverse());
    this.width = LEFT + COLUMN * Math.max(participants.length, 1) + 20;
    this.height = TOP + ROW * (entries.length + 2);
  }

  *parts(): Generator<string> {
    const { width, height } = this;
    yield `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${this.label()}">\n`;
    yield `<style>${style}</style>\n${defs}\n<rect class="page" width="${width}" height="${height}"/>\n`;
    yield* this.lifelines();
    yield* this.waits();
    for (const entry of this.sequence.entries) yield* this.entry(entry);
    yield* this.heads();
    yield '</svg>\n';
  }

  private label(): string {
    const { participants, entries } = this.sequence;
    const messages = entries.filter(({ kind }) => kind === 'receive').length;
    return `Sequence diagram: ${participants.length} participants, ${messages} messages received`;
  }

  private *lifelines(): Generator<string> {
    for (const { lane } of this.sequence.participants) {
      const x = this.columns.get(lane)!;
      yield `<line class="life" x1="${x}" y1="${TOP - 8}" x2="${x}" y2="${this.bottom(lane)}"/>\n`;
    }
  }

  /** Where a lane ends: at its end, or with the picture. */
  private bottom(lane: number): number {
    return this.ends.get(lane) ?? this.height - ROW;
  }

  private *heads(): Generator<string> {
    for (const { lane, label } of this.sequence.participants) {
      const x = this.columns.get(lane)!;
      yield `<g class="head"><title>${escapeXml(label)}</title><rect x="${x - COLUMN / 2 + 8}" y="16" width="${COLUMN - 16}" height="32" rx="4"/>`;
      yield `<text x="${x}" y="36" text-anchor="middle">${escapeXml(fitted(label, COLUMN - 28))}</text></g>\n`;
    }
  }

  private *waits(): Generator<string> {
    const ends = new Map<number, number>();
    for (const entry of this.sequence.entries)
      if (entry.kind === 'wake') ends.set(entry.wait, this.rows.get(entry.step)!);
    for (const entry of this.sequence.entries) {
      if (entry.kind !== 'wait') continue;
      const [x, y] = [this.columns.get(entry.lane)!, this.rows.get(entry.step)!];
      const bottom = ends.get(entry.wait) ?? this.bottom(entry.lane);
      yield `<rect class="wait" x="${x - 5}" y="${y}" width="10" height="${Math.max(bottom - y, 4)}"><title>${escapeXml(entry.text)}</title></rect>\n`;
    }
  }

  private *entry(entry: Entry): Generator<string> {
    const y = this.rows.get(entry.step)!;
    yield `<text class="time" x="${LEFT - 16}" y="${y + 4}" text-anchor="end">${(this.recording.time(entry.step) / 1000).toFixed(3)} ms</text>\n`;
    const x = this.columns.get(entry.lane)!;
    if (entry.kind === 'receive') yield* this.message(entry, x, y);
    else if (entry.kind === 'send' && !entry.received) yield this.lost(entry, x, y);
    else if (entry.kind === 'spawn')
      yield* this.arrow('spawn', x, y, this.columns.get(entry.child) ?? x, y, entry.text);
    else if (entry.kind === 'end') yield* this.arrow('end', this.columns.get(entry.child) ?? x, y, x, y, entry.text);
    else if (entry.kind === 'wait' || entry.kind === 'error') yield this.note(entry, x, y);
  }

  private *message(entry: Entry & { kind: 'receive' }, x: number, y: number): Generator<string> {
    const from = this.columns.get(entry.from) ?? x;
    const sent = this.rows.get(this.recording.messages.sendStep(entry.message)) ?? y;
    yield* this.arrow('message', from, sent, x, y, entry.text);
  }

  private *arrow(kind: string, x1: number, y1: number, x2: number, y2: number, text: string): Generator<string> {
    const reach = x1 === x2 ? 24 : 0;
    const path = reach === 0 ? `M${x1} ${y1}L${x2} ${y2}` : `M${x1} ${y1}h${reach}V${Math.max(y2, y1 + 8)}H${x2}`;
    yield `<g class="${kind}"><title>${escapeXml(text)}</title><path d="${path}" marker-end="url(#tip)"/>`;
    const [middle, anchor] = reach === 0 ? [(x1 + x2) / 2, 'middle'] : [x1 + reach + 4, 'start'];
    const room = Math.max(Math.abs(x2 - x1), COLUMN) - 20;
    yield `<text x="${middle}" y="${(y1 + y2) / 2 - 5}" text-anchor="${anchor}">${escapeXml(fitted(text, room))}</text></g>\n`;
  }

  private lost(entry: Entry, x: number, y: number): string {
    const title = `<title>${escapeXml(entry.text)} (not received)</title>`;
    const text = `<text x="${x + 52}" y="${y + 4}">${escapeXml(fitted(entry.text, COLUMN - 60))}</text>`;
    return `<g class="lost">${title}<path d="M${x} ${y}h36m-5 -5l10 10m0 -10l-10 10"/>${text}</g>\n`;
  }

  private note(entry: Entry, x: number, y: number): string {
    const text = escapeXml(fitted(entry.text, COLUMN / 2 - 14));
    return `<text class="${entry.kind}" x="${x + 10}" y="${y + 4}">${text}<title>${escapeXml(entry.text)}</title></text>\n`;
  }
}

const defs =
  '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="tip" d="M0 0L8 4L0 8Z"/></marker>' +
  '<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" y2="5"/></pattern></defs>';
