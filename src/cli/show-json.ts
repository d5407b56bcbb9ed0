/** The events in the order of the protocol, one JSON object per line, with their places in the source resolved. */
import type { Recording } from '../recording/index.js';
import type { Site } from '../wire/events.js';
import type { Loaded } from './load.js';
import type { Selection } from './show.js';

export function* eventLines({ recording, sites }: Loaded, { last, steps }: Selection): Generator<string> {
  if (steps !== undefined) {
    for (const step of steps) yield eventLine(recording, step);
    return;
  }
  if (recording.header) yield JSON.stringify(recording.header);
  yield* merged(recording, last, sites);
}

/** Sites are no steps; each goes before the first step that is not earlier. */
function* merged(recording: Recording, last: number, sites: Site[]): Generator<string> {
  const waiting = [...sites].sort((a, b) => a.time - b.time || a.pid - b.pid || a.seq - b.seq);
  let next = 0;
  for (let step = 0; step <= last; step++) {
    const time = recording.time(step);
    while (next < waiting.length && waiting[next]!.time <= time) yield JSON.stringify(waiting[next++]);
    yield eventLine(recording, step);
  }
  if (last === recording.length - 1) while (next < waiting.length) yield JSON.stringify(waiting[next++]);
}

function eventLine(recording: Recording, step: number): string {
  const { at: _, ...event } = recording.event(step);
  const at = recording.location(step);
  return JSON.stringify(
    at === undefined ? event : { ...event, at: { file: at.file, line: at.line, column: at.column } },
  );
}
