/** Whole logs as text files: ids and times made stable, so that a change of what is recorded is seen in a review. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EnvironmentChange, Site, TimedEvent } from '../src/wire/events.js';

/**
 * Compares a run's log with `test/golden/NAME.txt`. To accept a change: `UPDATE_GOLDEN=1 npm test -- golden`, and read the diff.
 */
export function matchesGolden(name: string, events: TimedEvent[], root = process.cwd()): void {
  const file = path.resolve('test/golden', `${name}.txt`);
  const text = stableLog(events, root);
  if (process.env.UPDATE_GOLDEN && !process.env.CI) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.ok(existsSync(file), `${file} is not there; UPDATE_GOLDEN=1 writes it`);
  assert.equal(text, readFileSync(file, 'utf8'));
}

/**
 * Process by process in the order of the tree, each in the order of its own numbers: what one process does has an order, what two
 * do at once has none. What depends on the machine's pace is left out. Pids are called by their place in the tree: `main`, its children `main.1`, `main.2`, theirs `main.1.1`.
 */
export function stableLog(events: TimedEvent[], root: string): string {
  const told = events.filter((event) => !isOfPace(event, events));
  const names = namesOf(told);
  const sections = [...names].map(([pid, name]) =>
    section(
      name,
      told.filter((event) => event.pid === pid),
      names,
      root,
    ),
  );
  return sections.join('\n');
}

/** Samples, slow handlers, and a process of a busy machine that the collector saw before its probe could speak. */
const isOfPace = ({ type, pid }: TimedEvent, events: TimedEvent[]): boolean =>
  type === 'sample' ||
  type === 'handled' ||
  (type === 'found' && events.some((other) => other.type === 'start' && other.pid === pid));

function namesOf(events: TimedEvent[]): Map<number, string> {
  const names = new Map<number, string>();
  const name = (pid: number, as: string) => {
    names.set(pid, as);
    for (const [i, child] of childrenOf(pid, events).entries()) name(child, `${as}.${i + 1}`);
  };
  const starts = events.filter((event) => event.type === 'start');
  const main = starts.find(({ ppid }) => !starts.some(({ pid }) => pid === ppid));
  assert.ok(main, 'no process has started');
  name(main.pid, 'main');
  names.set(main.ppid, 'collector');
  return names;
}

/** In the order in which their parent started them, then those that it did not tell of, by the order of arrival. */
function childrenOf(pid: number, events: TimedEvent[]): number[] {
  const spawned = events.filter((event) => event.type === 'spawn' && event.pid === pid).sort((a, b) => a.seq - b.seq);
  const born = events.filter((event) => (event.type === 'start' || event.type === 'found') && event.ppid === pid);
  return [
    ...new Set([...spawned.map((event) => (event as { child: number }).child), ...born.map((event) => event.pid)]),
  ];
}

function section(name: string, events: TimedEvent[], names: Map<number, string>, root: string): string {
  const sites = new Map(
    events.filter((event): event is Site => event.type === 'site').map((site) => [site.site, site]),
  );
  const lines = events
    .filter(({ type }) => type !== 'site')
    .sort((a, b) => (a.tid ?? 0) - (b.tid ?? 0) || a.seq - b.seq)
    .map((event) => `  ${line(event, sites)}`);
  return stable([name, ...lines, ''].join('\n'), names, root);
}

/** What differs from run to run and says nothing: the numbers, the times, the use of the machine. */
function line(event: TimedEvent, sites: Map<number, Site>): string {
  const { type, time: _, pid: __, seq: ___, tid, at, ...rest } = event as TimedEvent & Record<string, unknown>;
  for (const field of ['cpu', 'maxRss', 'stack', 'took', 'idle']) delete rest[field];
  if (typeof rest.runtime === 'string') rest.runtime = rest.runtime.replace(/\d+\.\d+\.\d+/, 'VERSION');
  // What a child is not given depends on what there is.
  const { env, ...others } = rest as { env?: EnvironmentChange };
  const told = env?.added === undefined ? others : { ...others, env: env.added };
  const site = at === undefined ? undefined : sites.get(at);
  const words = Object.entries(told).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  const where = site === undefined ? [] : [`at ${site.file}:${site.line}:${site.column}`];
  return [type, ...(tid === undefined ? [] : [`thread ${tid}`]), ...words, ...where].join(' ');
}

/** Every pid that the run has used, wherever a text names it; the machine's own paths. */
function stable(text: string, names: Map<number, string>, root: string): string {
  const pids = new RegExp(`\\b(${[...names.keys()].join('|')})\\b`, 'g');
  return text
    .replaceAll(process.execPath, 'NODE')
    .replaceAll(root, 'ROOT')
    .replace(pids, (pid) => `<${names.get(Number(pid))}>`);
}
