/** A recording of a program that is wrong in every way: it hangs, has lost messages, an orphan, a blind child and a gap. */
import { Script } from './recordings.js';

const [main, worker, deaf, blind] = [100, 110, 120, 130] as const;

/** Main joins a worker that waits for room in a queue that only main would empty; in the end, unless it is to live on, all are killed. */
export function hanging({ seconds = 5, name = 'worker-1', killed = true } = {}): Script {
  const s = new Script();
  start(s, main, 0, 1, undefined);
  child(s, worker, 10, name);
  child(s, deaf, 20, 'deaf');
  s.at(40, main, { type: 'spawn', child: blind, api: 'spawn', command: ['python3', 'count.py'], at: 1 });
  s.at(45, blind, { type: 'found', ppid: main, command: ['python3', 'count.py'], why: 'it is not Node' });
  for (const pid of [main, worker])
    s.at(60, pid, { type: 'open', channel: 'queue/1', kind: 'queue', capacity: 3, name: 'orders' });
  s.at(70, main, { type: 'wait', wait: 1, for: { kind: 'join', child: worker }, at: 2 });
  for (let n = 1; n <= 3; n++)
    s.message('queue/1', { ms: 70 + n * 5, pid: worker, at: 3 }, { pid: 0 }, { order: n }, ['put', 'get']);
  s.at(95, worker, { type: 'wait', wait: 1, for: { kind: 'put', channel: 'queue/1' }, at: 3 });
  s.message('ipc/120', { ms: 100, pid: main, at: 2 }, { ms: 104, pid: deaf }, 'begin');
  s.at(120, deaf, { type: 'exit', code: 0 });
  s.at(121, main, { type: 'child-exit', child: deaf, code: 0 });
  for (let n = 1; n <= 2; n++)
    s.message('ipc/120', { ms: 130 + n, pid: main, at: 2 }, { pid: deaf }, `<img src=x onerror="window.hacked=${n}">`);
  for (let second = 1; second <= seconds; second++)
    for (const of of [main, worker]) s.at(second * 1000, of, { type: 'sample', of, cpu: 0, rss: 40e6 });
  s.lines.splice(-3, 1);
  if (killed) kill(s, seconds * 1000 + 5);
  return s;
}

function kill(s: Script, ms: number): void {
  for (const pid of [blind, worker]) s.at(ms, main, { type: 'child-exit', child: pid, signal: 'SIGKILL' });
  s.at(ms + 1, main, { type: 'exit', signal: 'SIGKILL' });
}

function child(s: Script, pid: number, ms: number, name: string): void {
  s.at(ms, main, { type: 'spawn', child: pid, api: 'multiprocessing', command: ['node', 'join.ts'], name, at: 1 });
  start(s, pid, ms + 22, main, name);
}

function start(s: Script, pid: number, ms: number, ppid: number, name: string | undefined): void {
  const command = ['/usr/bin/node', '/home/ada/shop/join.ts'];
  const named = name ? { name } : {};
  s.at(ms, pid, { type: 'start', ppid, command, cwd: '/home/ada/shop', runtime: 'node 24.1.0', ...named });
  for (const site of [1, 2, 3])
    s.at(ms, pid, { type: 'site', site, file: '/home/ada/shop/join.ts', line: 4 + site * 5, column: 7 });
}
