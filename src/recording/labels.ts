/** What each process is called, everywhere: its name, or its script with the arguments that tell it from its like, and the pid only where nothing else does. */
import type { Process } from './processes.js';
import type { Recording } from './recording.js';
import { baseName, roots } from './tree.js';

/** The name it was given, `main` for the first root, else the script or program that it runs; others may be called the same. */
export function processName(recording: Recording, index: number): string {
  return processNames(recording)[index] ?? '?';
}

/** What a process is called, distinct from all others. */
export function processLabel(recording: Recording, index: number): string {
  return processLabels(recording)[index] ?? '?';
}

/** What a process is called where nobody asks what others are called. */
export function labelAlone(process: Process, isFirst: boolean): string {
  const { name, args } = calledOf(process, isFirst);
  return shortened(name, words(args, upToFirstOperand(args)));
}

export const processNames = (recording: Recording): string[] => known(recording).names;

/** The names of all processes, made distinct: `worker.js ant`, and `worker.js ant (123)` only where another is that, too. */
export const processLabels = (recording: Recording): string[] => known(recording).labels;

interface Known {
  version: number;
  names: string[];
  labels: string[];
}

const remembered = new WeakMap<Recording, Known>();

function known(recording: Recording): Known {
  const found = remembered.get(recording);
  if (found?.version === recording.version) return found;
  const fresh = { version: recording.version, ...namesOf(recording) };
  remembered.set(recording, fresh);
  return fresh;
}

function namesOf(recording: Recording): Pick<Known, 'names' | 'labels'> {
  const first = roots(recording)[0];
  const called = recording.processes.map((process) => calledOf(process, process === first));
  const labels = new Array<string>(called.length);
  for (const group of groupBy(called, ({ name, given }) => `${given} ${name}`).values())
    for (const [index, label] of labelled(group)) labels[index] = label;
  for (const { index, host } of recording.processes) if (host !== undefined) labels[index] += ` @${host}`;
  return { names: called.map(({ name }) => name), labels: withPids(recording, labels) };
}

interface Called {
  index: number;
  name: string;
  /** The name says it all; else there are arguments that may say more. */
  given: boolean;
  args: readonly string[];
}

function calledOf(process: Process, isFirst: boolean): Called {
  const { index, pid, command } = process;
  if (process.name !== undefined && process.name !== '') return { index, name: process.name, given: true, args: [] };
  if (process.collector) return { index, name: 'process-view', given: true, args: [] };
  if (isFirst) return { index, name: 'main', given: true, args: [] };
  const at = programAt(command);
  if (at < 0) return { index, name: `${pid}`, given: true, args: [] };
  return { index, name: baseName(command[at]!), given: false, args: command.slice(at + 1) };
}

/** Where in a command the script of an interpreter stands (`node --flag script.js`), else the program. */
function programAt(command: readonly string[]): number {
  if (command.length === 0) return -1;
  if (!INTERPRETER.test(baseName(command[0]!))) return 0;
  const script = command.findIndex((word, i) => i > 0 && !word.startsWith('-'));
  return script > 1 && HOLDS_PROGRAM.test(command[script - 1]!) ? 0 : Math.max(script, 0);
}

/** What is followed by the program itself, as in `node -e "…"`: then the interpreter says what it is. */
const HOLDS_PROGRAM = /^(-[ecp]+|--eval|--print)$/;

const INTERPRETER = /^(node|nodejs|python[\d.]*|ts-node|tsx|bun|deno|ruby|perl)(\.exe)?$/i;

/** Processes of one name: with their first arguments if those tell them apart, else with the first ones that do. */
function labelled(group: readonly Called[]): [index: number, label: string][] {
  const label = (at: (args: readonly string[]) => number[]) =>
    group.map(({ index, name, args }): [number, string] => [index, shortened(name, words(args, at(args)))]);
  const beginning = label(upToFirstOperand);
  return group.length === 1 || allDiffer(beginning) ? beginning : label(firstThatDiffer(group));
}

const words = (args: readonly string[], positions: number[]): string =>
  positions
    .map((at) => args[at] ?? '')
    .join(' ')
    .trim()
    .replace(/\s+/g, ' ');

/** Options, and the first word that is none: it is mostly what the process is for. */
function upToFirstOperand(args: readonly string[]): number[] {
  const operand = args.findIndex((arg) => !arg.startsWith('-'));
  return args.slice(0, operand < 0 ? 1 : operand + 1).map((_, at) => at);
}

/** The fewest positions, from the left, by which as many as possible differ. */
function firstThatDiffer(group: readonly Called[]): () => number[] {
  const longest = Math.max(...group.map(({ args }) => Math.min(args.length, MOST_ARGUMENTS)));
  let [chosen, distinct]: [number[], number] = [[], 1];
  for (let at = 0; at < longest; at++) {
    const tried = [...chosen, at];
    const count = new Set(group.map(({ args }) => words(args, tried))).size;
    if (count > distinct) [chosen, distinct] = [tried, count];
  }
  return () => chosen;
}

const MOST_ARGUMENTS = 20;

/** The name whole, and of long arguments the beginning and the end, which more often differs. */
function shortened(name: string, args: string): string {
  const text = args.length > MOST ? `${args.slice(0, MOST / 2 - 4)}…${args.slice(-MOST / 2 - 3)}` : args;
  return text === '' ? name : `${name} ${text}`;
}

const MOST = 32;

function withPids(recording: Recording, labels: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return labels.map((label, index) => {
    const { pid } = recording.processes[index]!;
    return counts.get(label)! > 1 && label !== `${pid}` ? `${label} (${pid})` : label;
  });
}

const allDiffer = (labels: [number, string][]): boolean =>
  new Set(labels.map(([, label]) => label)).size === labels.length;

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
