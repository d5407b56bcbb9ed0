/** The process tree: roots, the order in which it is read, and what each process is called. */
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

/** What a process is called: the name it was given, `main` for the first root, else the script or program that it runs. */
export function processName(recording: Recording, index: number): string {
  const process = recording.processes[index]!;
  return nameOf(process, process.parent < 0 && roots(recording)[0] === process);
}

/** The names of all processes, each made distinct by its pid where another has the same. */
export function processLabels(recording: Recording): string[] {
  const first = roots(recording)[0];
  const names = recording.processes.map((process) => nameOf(process, process === first));
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return names.map((name, index) => {
    const { pid } = recording.processes[index]!;
    return counts.get(name)! > 1 && name !== `${pid}` ? `${name} (${pid})` : name;
  });
}

function nameOf(process: Process, isFirst: boolean): string {
  if (process.name !== undefined && process.name !== '') return process.name;
  if (process.collector) return 'process-view';
  return isFirst ? 'main' : (programName(process.command) ?? `${process.pid}`);
}

/** The script of an interpreter (`node --flag script.js`), else the program, without its folder. */
function programName(command: readonly string[]): string | undefined {
  const [program, ...args] = command;
  if (program === undefined) return undefined;
  const script = INTERPRETER.test(baseName(program)) ? args.find((arg) => !arg.startsWith('-')) : undefined;
  return baseName(script ?? program);
}

const INTERPRETER = /^(node|nodejs|python[\d.]*|ts-node|tsx|bun|deno|ruby|perl)(\.exe)?$/i;

export const baseName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

const byBirth = (processes: Process[]): Process[] =>
  processes.sort((a, b) => a.bornTime - b.bornTime || a.index - b.index);
