/** A process's label where room is short: what tells it from its like, mostly its end, stays in sight. */
import type { Recording } from '../../recording/index.js';
import { processName } from '../../recording/labels.js';

/** `fork-and-talk.ts ant` as `fork-and-talk.ts` and ` ant`; `worker-12` as `worker` and `-12`. */
export function headAndTail(recording: Recording, process: number, label: string): [head: string, tail: string] {
  const name = processName(recording, process);
  if (label.startsWith(`${name} `)) return [name, label.slice(name.length)];
  const end = label.search(/[\s_-]?\d+$/);
  return end > 0 ? [label.slice(0, end), label.slice(end)] : [label, ''];
}

/** At most so many characters, if the tail leaves room: `fork-and-t… ant`. */
export function shortLabel([head, tail]: [string, string], most: number): string {
  if (head.length + tail.length <= most) return head + tail;
  const room = Math.max(3, most - tail.length - 1);
  return `${head.slice(0, room)}…${tail}`;
}

export function ProcessName({ parts: [head, tail] }: { parts: [string, string] }) {
  return (
    <span class="name">
      <span class="head ellipsis">{head}</span>
      {tail && <span class="tail ellipsis">{tail}</span>}
    </span>
  );
}
