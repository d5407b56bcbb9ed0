/** The log as text to be copied: one row, or all that the filter leaves, as CSV or JSON. */
import type { Derived } from './derived.js';
import { endsOf, latencyOf } from './describe.js';
import { allColumns } from './parts/columns.js';
import type { Store } from './store.js';

/** More rows than this make a clipboard that no program takes. */
const MOST = 200_000;

/** The row of the step, its cells set apart by tabs, as tables take it. */
export function rowAsText(store: Store): string {
  const step = store.step.peek();
  const recording = store.recording.peek();
  if (step < 0) return '';
  return columnsOf(store)
    .map((column) => column.text(recording, step).replace(/[\t\r\n]+/g, ' '))
    .join('\t');
}

export function logAsCsv(store: Store, derived: Derived): string {
  const recording = store.recording.peek();
  const columns = columnsOf(store);
  const lines = [columns.map((column) => quoted(column.title()))];
  for (const step of stepsOf(derived)) lines.push(columns.map((column) => quoted(column.text(recording, step))));
  return `${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

/** The events as they stand in the recording, with their step, their ends and their place in the source. */
export function logAsJson(store: Store, derived: Derived): string {
  const recording = store.recording.peek();
  const events = stepsOf(derived).map((step) => ({
    step: step + 1,
    ...recording.event(step),
    at: recording.location(step),
    ...endsOf(recording, step),
    latency: latencyOf(recording, step),
  }));
  return JSON.stringify(events, null, 1);
}

const columnsOf = (store: Store) => allColumns.filter((column) => store.columns.peek().includes(column.id));

function stepsOf(derived: Derived): number[] {
  const rows = derived.logSteps.peek();
  return Array.from({ length: Math.min(rows.length, MOST) }, (_, row) => rows.at(row));
}

/** A cell that begins like a formula would be run by a spreadsheet: it is made a text. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
