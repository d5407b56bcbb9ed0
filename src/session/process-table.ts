/** What the operating system says of processes: who is there, whose child, since when, with what command. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import pidtree from 'pidtree';

export function isAlive(pid: number): boolean {
  const state = statOf(pid)?.state;
  if (state !== undefined) return state !== 'Z' && state !== 'X';
  if (process.platform === 'linux') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * When a process was started, in the kernel's own ticks: with the pid it names one process for ever, as a pid alone does not.
 * Undefined where the system does not tell; then the caller must know by other means that the pid is still the same.
 */
export const startTimeOf = (pid: number): string | undefined => statOf(pid)?.startTime;

/** Undefined where the system does not tell without starting a program. */
export const parentOf = (pid: number): number | undefined => statOf(pid)?.ppid;

/** Linux's /proc/PID/stat; the name in brackets may hold blanks and brackets itself. */
function statOf(pid: number): { state: string; ppid: number; startTime: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  const text = readProc(pid, 'stat');
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields && { state: fields[0]!, ppid: Number(fields[1]), startTime: fields[19]! };
}

function readProc(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined; // It has ended, or it is another user's.
  }
}

/** Every process of the machine with its parent. Slim containers have no `ps`, which pidtree asks; there /proc tells. */
export async function parents(): Promise<Map<number, number>> {
  try {
    const list = await pidtree(-1, { advanced: true });
    return new Map(list.map(({ pid, ppid }) => [pid, ppid]));
  } catch (error) {
    if (process.platform === 'linux') return parentsInProc();
    throw error;
  }
}

function parentsInProc(): Map<number, number> {
  const table = allPids().map((pid) => [pid, parentOf(pid)] as const);
  return new Map(table.filter((entry): entry is [number, number] => entry[1] !== undefined));
}

const allPids = (): number[] => readdirSync('/proc').map(Number).filter(Number.isInteger);

/** A process, its parent, its parent's parent … up to one for which `isKnown` holds; empty where none is. */
export async function lineage(pid: number, isKnown: (pid: number) => boolean): Promise<Kin[]> {
  const table = process.platform === 'linux' ? undefined : await parents();
  const line: Kin[] = [];
  for (let current = pid; !isKnown(current); ) {
    const ppid = table === undefined ? parentOf(current) : table.get(current);
    if (ppid === undefined || ppid <= 1) return [];
    line.push({ pid: current, ppid, command: await commandOf(current) });
    current = ppid;
  }
  return line;
}

export interface Kin {
  pid: number;
  ppid: number;
  command: string[];
}

/** The descendants of `roots`, without them, parents before children. */
export function descendants(roots: Iterable<number>, table: Map<number, number>): number[] {
  const children = new Map<number, number[]>();
  for (const [pid, ppid] of table) {
    const siblings = children.get(ppid);
    if (siblings) siblings.push(pid);
    else children.set(ppid, [pid]);
  }
  const seen = new Set(roots);
  const found: number[] = [];
  for (const pid of seen) {
    for (const child of children.get(pid) ?? []) {
      if (!seen.has(child)) found.push(child);
      seen.add(child);
    }
  }
  return found;
}

/**
 * Processes that have `mark` (`NAME=value`) in their environment: the way back to a descendant whose parents are all gone.
 * Only Linux shows environments.
 */
export function withMark(mark: string): number[] {
  if (process.platform !== 'linux') return [];
  return allPids().filter((pid) => readProc(pid, 'environ')?.split('\0').includes(mark));
}

/** Whether a process that is there has a command here. */
export const TELLS_COMMANDS = process.platform !== 'win32';

/** The command of a process as words; empty where it is not to be had. */
export async function commandOf(pid: number): Promise<string[]> {
  if (process.platform === 'linux') return (readProc(pid, 'cmdline') ?? '').split('\0').filter((word) => word !== '');
  if (!TELLS_COMMANDS) return [];
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', `${pid}`]);
    return stdout.trim().split(' ');
  } catch {
    return []; // It has ended.
  }
}
