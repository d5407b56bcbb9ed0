/** Recordings of two runs of one program, with other pids: what a race did, and what the program did otherwise. */
import { Script } from './recordings.js';

export interface HowItRan {
  /** Added to each pid. */
  pids?: number;
  /** Whose answer came first. */
  first?: 'ann' | 'bob';
  /** What main tells ann in the end. */
  last?: string;
  /** Whether bob was started before ann. */
  bobFirst?: boolean;
}

/** Main starts ann and bob; each sends an answer; main tells ann something; all end. */
export function twoAnswers({ pids = 0, first = 'ann', last = 'thanks', bobFirst = false }: HowItRan = {}): Buffer {
  const [main, ann, bob] = [100 + pids, 110 + pids, 120 + pids];
  const s = new Script({ startedAt: pids === 0 ? '2026-11-24T09:00:00.000Z' : '2026-11-25T10:30:00.000Z' });
  start(s, main, 0, 1, undefined);
  const born = bobFirst ? [bob, ann] : [ann, bob];
  for (const [i, pid] of born.entries()) {
    const name = pid === ann ? 'ann' : 'bob';
    const command = ['node', 'answers.ts', name];
    s.at(10 + i * 10, main, { type: 'spawn', child: pid, api: 'fork', command, name, at: pid === ann ? 1 : 2 });
    start(s, pid, 40 + i * 10, main, name);
  }
  const came = first === 'ann' ? [ann, bob] : [bob, ann];
  for (const [i, pid] of came.entries())
    s.message(`ipc/${pid}`, { ms: 60, pid }, { ms: 70 + i * 10, pid: main, at: 3 }, `${pid === ann ? 'ann' : 'bob'}`);
  s.message(`ipc/${ann}`, { ms: 100, pid: main, at: 3 }, { ms: 110, pid: ann }, last);
  for (const [i, pid] of [ann, bob].entries()) {
    s.at(120 + i * 10, pid, { type: 'exit', code: 0 });
    s.at(122 + i * 10, main, { type: 'child-exit', child: pid, code: 0 });
  }
  s.at(150, main, { type: 'exit', code: 0 });
  return s.bytes();
}

function start(s: Script, pid: number, ms: number, ppid: number, name: string | undefined): void {
  const command = ['/usr/bin/node', '/home/ada/answers.ts', ...(name ? [name] : [])];
  const named = name ? { name } : {};
  s.at(ms, pid, { type: 'start', ppid, command, cwd: '/home/ada', runtime: 'node 24.1.0', ...named });
  for (const site of [1, 2, 3])
    s.at(ms, pid, { type: 'site', site, file: '/home/ada/answers.ts', line: 10 * site, column: 3 });
}
