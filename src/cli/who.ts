/** How a process, and what somebody waits for, is called in a terminal: by name, and by pid as the system's own tools know it. */
import { type Process, processName, type Recording } from '../recording/index.js';

export const processLabel = (recording: Recording, process: Process): string =>
  `${processName(recording, process.index)} (${process.pid})`;

export function waitLabel(recording: Recording, wait: number): string {
  const { waits } = recording;
  const kind = waits.kind(wait);
  const [child, channel, task] = [waits.child(wait), waits.channel(wait), waits.task(wait)];
  if (child >= 0) return `${kind} ${processLabel(recording, recording.processes[child]!)}`;
  if (channel >= 0) return `${kind} ${recording.channels[channel]!.id}`;
  return task >= 0 ? `${kind} ${recording.tasks[task]!.name}` : kind;
}
