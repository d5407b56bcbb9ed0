/** What a pool makes of what its workers say, and when: with workers that say what the test has them say. */
import './as-commonjs.js';
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { after, test } from 'node:test';
import { frame } from '../../src/multiprocessing/frames/frames.js';
import { pickle } from '../../src/multiprocessing/pickle/pickle.js';
import { AsyncResult, type Failed } from '../../src/multiprocessing/pool/async-result.js';
import { Dispatcher } from '../../src/multiprocessing/pool/dispatcher.js';
import { PoolWorker, type WorkerEvents } from '../../src/multiprocessing/pool/pool-worker.js';
import { type Grant, Outcome, PoolFrame, type TaskResult } from '../../src/multiprocessing/pool/protocol.js';
import { Task, type TaskEnd } from '../../src/multiprocessing/pool/task.js';
import type { ChildHandle } from '../../src/multiprocessing/start/child-handle.js';

// As a program stays that waits for a result: the pool's own timers keep nothing alive.
const stay = setInterval(() => undefined, 1000);
after(() => clearInterval(stay));

/** A worker's process, as far as a pool sees it. */
class ScriptedChild extends EventEmitter {
  readonly link = Object.assign(new EventEmitter(), { write: (bytes: Buffer) => this.#written(bytes) });
  readonly pid = ++pids;
  exitCode: number | null = null;
  readonly ended = new Promise<number>((resolve) => this.once('exit', resolve));
  /** Tickets by task, in the order of the granting. */
  readonly tickets = new Map<number, number>();

  ready(): void {
    this.#say(PoolFrame.ready, 0, Buffer.alloc(0));
  }

  initializerFails(): void {
    this.#say(PoolFrame.initializerFailed, 0, pickle(new Error('no such device'), 'test').bytes);
  }

  /** Says that a task begins (0: none), and that others are done. */
  progress(begun: number, ...done: number[]): void {
    const results = done.map((task): TaskResult => [this.tickets.get(task)!, Outcome.json, `result ${task}`]);
    this.#say(PoolFrame.progress, 0, Buffer.from(JSON.stringify([this.tickets.get(begun) ?? 0, ...results])));
  }

  exit(code: number): void {
    this.exitCode = code;
    this.emit('exit', code);
  }

  kill(): void {
    this.emit('killed');
    this.exit(-9);
  }

  #say(type: number, resource: number, payload: Buffer): void {
    this.link.emit('data', frame(type, resource, payload));
  }

  /** Notes what is granted; the frame of a target goes before. */
  #written(bytes: Buffer): void {
    for (const [, text] of bytes
      .toString('latin1')
      .matchAll(/(\[[\d.]+,\[\d+,\d+,1,0,\[\]\](?:,\[\d+,\d+,1,0,\[\]\])*\])/g)) {
      const [, ...tasks] = JSON.parse(text!) as Grant;
      for (const [ticket, task] of tasks) this.tickets.set(task, ticket);
    }
    this.emit('granted');
  }
}

let pids = 0;

function taskOf(id: number): { task: Task; end: Promise<TaskEnd> } {
  const target = { key: 1, name: 'work', reference: { kind: 'builtin' as const, path: ['work'] } };
  let task: Task;
  const end = new Promise<TaskEnd>((resolve) => {
    task = new Task(id, target, 0, [], { settle: resolve });
  });
  return { task: task!, end };
}

/** A pool of such workers; `wrap` may change what a worker tells whom. */
function poolOf(size: number, wrap = (events: WorkerEvents): WorkerEvents => events) {
  const children: ScriptedChild[] = [];
  const dispatcher = new Dispatcher(size, (events) => {
    const child = new ScriptedChild();
    children.push(child);
    return new PoolWorker(`worker ${children.length}`, child as unknown as ChildHandle, wrap(events), 1000);
  });
  const ends = new Map<number, Promise<TaskEnd>>();
  const submit = (id: number): Task => {
    const { task, end } = taskOf(id);
    ends.set(id, end);
    dispatcher.submit(task);
    return task;
  };
  return { dispatcher, children, submit, endOf: (id: number) => ends.get(id)! };
}

/** A pool of one worker that has been quick so far, so that it is given several tasks at once: it is in the first, 2, and holds 3. */
async function twoTasksAtOneWorker() {
  const pool = poolOf(1);
  const [child] = pool.children as [ScriptedChild];
  child.ready();
  pool.submit(1);
  child.progress(0, 1);
  await pool.endOf(1);
  const running = pool.submit(2);
  pool.submit(3);
  while (!child.tickets.has(3)) await once(child, 'granted');
  let killed = 0;
  child.on('killed', () => killed++);
  return { ...pool, child, running, timesKilled: () => killed };
}

test('a task that is cancelled when the worker, unseen, has begun the next: that one is not ended in its place', async () => {
  const { dispatcher, child, running, endOf, timesKilled } = await twoTasksAtOneWorker();
  dispatcher.cancel(running, 'not wanted');
  assert.deepEqual(await endOf(2), { error: 'not wanted' });
  child.progress(3, 2);
  child.progress(0, 3);
  assert.deepEqual(await endOf(3), { value: 'result 3' });
  assert.equal(timesKilled(), 0);
});

test('a task that is cancelled while the worker is in it: ended once nothing else can begin there, which another worker does', async () => {
  const { dispatcher, child, running, children, endOf, timesKilled } = await twoTasksAtOneWorker();
  const killed = once(child, 'killed');
  dispatcher.cancel(running, 'not wanted');
  await killed;
  assert.equal(timesKilled(), 1);
  while (children.length < 2) await new Promise(setImmediate);
  const other = children[1]!;
  other.ready();
  while (!other.tickets.has(3)) await once(other, 'granted');
  other.progress(0, 3);
  assert.deepEqual(await endOf(3), { value: 'result 3' });
});

test('what a worker said before it ended counts, also where the news of its end is quicker', async () => {
  const { child, endOf } = await twoTasksAtOneWorker();
  child.exit(7);
  setImmediate(() => child.progress(3, 2));
  assert.deepEqual(await endOf(2), { value: 'result 2' });
  const end = await endOf(3);
  assert.ok('error' in end && /WorkerDiedError/.test(String(end.error)) && /task 3/.test(String(end.error)));
});

test('an initializer that fails everywhere is the reason, also where all workers have ended before it is read; none is replaced', async () => {
  let tell: (() => void) | undefined;
  const { dispatcher, children, submit, endOf } = poolOf(3, (events) => ({
    ready: (worker) => events.ready(worker),
    ended: (task, end) => events.ended(task, end),
    returned: (tasks) => events.returned(tasks),
    roomy: (worker) => events.roomy(worker),
    // Reading an error may take time, as its module has to be loaded.
    initializerFailed: (worker, error) => {
      tell ??= () => events.initializerFailed(worker, error);
    },
  }));
  submit(1);
  for (const child of children) child.initializerFails();
  for (const child of children) child.exit(1);
  while (dispatcher.pids().length > 0 || !tell) await new Promise(setImmediate);
  tell();
  const end = await endOf(1);
  assert.ok('error' in end && /initializer failed in worker \d: no such device/.test(String(end.error)), String(end));
  assert.equal(children.length, 3);
});

test('where the system refuses another process and no worker is left, what waits is told so', async () => {
  let child: ScriptedChild | undefined;
  const dispatcher = new Dispatcher(1, (events) => {
    if (child) throw new Error('no more processes');
    child = new ScriptedChild();
    return new PoolWorker('worker', child as unknown as ChildHandle, events, 1000);
  });
  const tasks = [taskOf(1), taskOf(2)];
  for (const { task } of tasks) dispatcher.submit(task);
  child!.ready();
  child!.exit(1);
  const [first, second] = await Promise.all(tasks.map(({ end }) => end));
  assert.ok('error' in first! && /WorkerDiedError/.test(String(first.error)));
  assert.ok('error' in second! && /no more processes/.test(String(second.error)));
});

test('an error that came after a get() had given up is told of, unless somebody asks for it', async () => {
  const uncollected = new Set<Failed>();
  const result = new AsyncResult(
    { id: '1', hold: () => undefined, letGo: () => undefined, uncollected },
    1,
    'work',
    {},
  );
  await assert.rejects(result.get(0), /TimeoutError/);
  result.settle({ error: new Error('lost') });
  assert.equal(uncollected.size, 1);
  await assert.rejects(result.get(), /lost/);
  assert.equal(uncollected.size, 0);
});
