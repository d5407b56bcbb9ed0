/** How a process, and what somebody waits for, is called in a terminal: by name, and by pid as the system's own tools know it. */
import type { Process, Recording } from '../recording/index.js';
import { processLabel as labelOf } from '../recording/labels.js';

export function processLabel(recording: Recording, process: Process): string {
  const label = labelOf(recording, process.index);
  return label.endsWith(` (${process.pid})`) ? label : `${label} (${process.pid})`;
}

export function waitLabel(recording: Recording, wait: number): string {
  const { waits } = recording;
  const kind = waits.kind(wait);
  const [child, channel, task] = [waits.child(wait), waits.channel(wait), waits.task(wait)];
  if (child >= 0) return `${kind} ${processLabel(recording, recording.processes[child]!)}`;
  if (channel >= 0) return `${kind} ${recording.channels[channel]!.id}`;
  return task >= 0 ? `${kind} ${recording.tasks[task]!.name}` : kind;
}
