/** The process tree: roots, and the order in which it is read. */
import type { Process } from './processes.js';
import type { Recording } from './recording.js';

/** The processes without a parent in the recording, by birth; the collector is none of them. */
export function roots(recording: Recording): Process[] {
  return byBirth(recording.processes.filter((process) => process.parent < 0 && !process.collector));
}

export function childrenOf(recording: Recording, process: Process): Process[] {
  return byBirth(process.children.map((index) => recording.processes[index]!));
}

/** Every process of the program, each after its parent, siblings by birth, with its depth. */
export function processOrder(recording: Recording): { process: Process; depth: number }[] {
  const waiting = roots(recording)
    .reverse()
    .map((process) => ({ process, depth: 0 }));
  const order: { process: Process; depth: number }[] = [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    order.push(next);
    const { process, depth } = next;
    for (const child of childrenOf(recording, process).reverse()) waiting.push({ process: child, depth: depth + 1 });
  }
  return order;
}

export const baseName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

const byBirth = (processes: Process[]): Process[] =>
  processes.sort((a, b) => a.bornTime - b.bornTime || a.index - b.index);
