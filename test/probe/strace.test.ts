/** What Process View saw against what the kernel saw: the same processes, with the same parents. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { TimedEvent } from '../../src/wire/events.js';
import { majors, nodeBinary } from '../nodes.mjs';
import { cli, eventsOf, fixture, ofType, start, temporaryFolder } from '../process-view.js';
import { fixtures } from './probing.js';

const works = spawnSync('strace', ['-f', '-o', '/dev/null', process.execPath, '-e', '0']).status === 0;
const skip = !works && 'strace is not there, or may not trace';

for (const major of majors) {
  test(`Node ${major}`, { skip, concurrency: 2 }, async (t) => {
    const node = await nodeBinary(major);
    await Promise.all(fixtures.map((name) => t.test(name, (t) => compare(t, node, fixture(`probe/${name}`)))));
  });
}

async function compare(t: { after(fn: () => void): void }, node: string, script: string): Promise<void> {
  const folder = temporaryFolder(t);
  const trace = path.join(folder, 'trace');
  const recording = path.join(folder, 'run.pvrec');
  const run = [
    process.execPath,
    cli,
    'run',
    '--quiet',
    '--runner',
    'node',
    '--node',
    node,
    '--record',
    recording,
    script,
  ];
  const { code, stderr } = await start('strace', ['-f', '-q', '-e', 'trace=process', '-o', trace, ...run]).ended;
  assert.equal(code, 0, stderr);
  const events = eventsOf(recording);
  const root = events.find((event) => event.type === 'start')!.pid;
  assert.deepEqual(lines(told(events, root)), lines(traced(readFileSync(trace, 'utf8'), root)));
}

type Parents = Map<number, number>;

const lines = (parents: Parents): string[] => [...parents].map(([pid, ppid]) => `${pid} of ${ppid}`).sort();

/** From the recording: who told of a child, and whom a process named as its parent. */
function told(events: TimedEvent[], root: number): Parents {
  const parents: Parents = new Map();
  for (const { pid, ppid } of [...ofType(events, 'start'), ...ofType(events, 'found')]) parents.set(pid, ppid);
  for (const { pid, child } of ofType(events, 'spawn')) parents.set(child, pid);
  parents.delete(root);
  return parents;
}

/** From the trace: every new process below the root; threads count as their process. */
function traced(trace: string, root: number): Parents {
  const processOf = new Map<number, number>([[root, root]]);
  const parents: Parents = new Map();
  for (const { by, made, isThread } of clones(trace)) {
    const owner = processOf.get(by);
    if (owner === undefined) continue; // Above the root.
    processOf.set(made, isThread ? owner : made);
    if (!isThread && !failedToStart(made, trace)) parents.set(made, owner);
  }
  return parents;
}

/** A copy of the parent that became nothing, as there is no such program: the program only sees an error. */
function failedToStart(pid: number, trace: string): boolean {
  const results = [...trace.matchAll(new RegExp(`^${pid} +(?:<\\.\\.\\. )?execve[( ].* = (-?\\d+)`, 'gm'))];
  return results.length > 0 && results.every(([, result]) => result !== '0');
}

/** A call may stand on two lines, where another thread was faster: what it was asked for on the first, what came of it on the second. */
function* clones(trace: string) {
  const unfinished = new Map<string, boolean>();
  for (const line of trace.split('\n')) {
    const call = /^(\d+) +(?:<\.\.\. )?(?:clone3?|v?fork)[( ](.*)$/.exec(line);
    if (call === null) continue;
    const [, by, rest] = call as unknown as [string, string, string];
    const isThread = rest.includes('CLONE_THREAD') || (unfinished.get(by) ?? false);
    if (rest.includes('<unfinished')) unfinished.set(by, isThread);
    const made = /= (\d+)$/.exec(rest)?.[1];
    if (made === undefined) continue;
    unfinished.delete(by);
    yield { by: Number(by), made: Number(made), isThread };
  }
}
