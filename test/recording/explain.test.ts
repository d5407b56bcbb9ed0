/** The explanations: programs that hang, each with its knot, its line and its sentence; slow healthy ones; ledgers, leftovers, gaps. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  afterlife,
  completeness,
  completenessSentences,
  explainHang,
  fateSentence,
  findHangs,
  type Knot,
  knotSentence,
  ledger,
  leftoverSentence,
  Recording,
} from '../../src/recording/index.js';
import { randomRun } from './random-program.js';
import { Scene } from './scene.js';

const join = (child: number) => ({ kind: 'join', child });
const get = (channel: string) => ({ kind: 'get', channel });
const put = (channel: string) => ({ kind: 'put', channel });
const lock = (channel: string) => ({ kind: 'lock', channel });
const pool = (task: string) => ({ kind: 'pool', pool: '1.1', task });

/** Main (pid 1) and two workers, each with both ends of a queue of three and of an unbounded one. */
function scene(): Scene {
  const made = new Scene().process(1).process(2, 1, 'worker-1').process(3, 1, 'worker-2');
  for (const pid of [1, 2, 3]) made.open(pid, 'queue/1', { capacity: 3 }).open(pid, 'queue/2').open(pid, 'lock/1');
  return made;
}

const full = (made: Scene, by: number): Scene => made.send(by, 'queue/1').send(by, 'queue/1').send(by, 'queue/1');

/** Each program that hangs: its kind, the lane to blame by pid, the line, and words of its sentence. */
const hanging: [string, Scene, Knot['kind'], number, RegExp][] = [
  [
    'join before the queue is drained',
    full(
      new Scene()
        .process(1)
        .process(2, 1, 'worker-1')
        .open(1, 'queue/1', { capacity: 3, end: 'reader' })
        .open(2, 'queue/1', { end: 'writer' }),
      2,
    )
      .wait(2, put('queue/1'), 6)
      .wait(1, join(2), 14),
    'join-before-drain',
    1,
    /^main \(join\.ts:14\) waits for worker-1 to end; worker-1 \(join\.ts:6\) waits for room in queue 1 \(full, 3 of 3\); nobody will read queue 1: its only reader is main\.$|^worker-1 \(join\.ts:6\) waits for room in queue 1 \(full, 3 of 3\); main \(join\.ts:14\) waits for worker-1 to end; nobody will read queue 1: its only reader is main\.$/,
  ],
  [
    'two that join each other',
    scene().wait(1, join(2), 3).wait(2, join(1), 9),
    'cycle',
    2,
    /main \(join\.ts:3\) waits for worker-1 to end; worker-1 \(join\.ts:9\) waits for main to end: each waits/,
  ],
  [
    'three locks in a ring',
    scene()
      .acquire(1, 'lock/1')
      .acquire(2, 'lock/2')
      .acquire(3, 'lock/3')
      .wait(1, lock('lock/2'), 1)
      .wait(2, lock('lock/3'), 2)
      .wait(3, lock('lock/1'), 3),
    'cycle',
    3,
    /main \(join\.ts:1\) waits for lock 2, held by worker-1; worker-1 .* lock 3, held by worker-2; worker-2 .* lock 1, held by main/,
  ],
  [
    'a lock whose holder was killed',
    scene().acquire(2, 'lock/1').kill(2).wait(3, lock('lock/1'), 7).exit(1),
    'dead-holder',
    3,
    /worker-2 \(join\.ts:7\) waits for lock 1, held by worker-1: worker-1 ended while holding it/,
  ],
  [
    'a get when all writers are gone',
    scene().exit(2).exit(3).wait(1, get('queue/2'), 5),
    'nobody-left',
    1,
    /main \(join\.ts:5\) waits for a message in queue 2, which is empty: nobody is left to do it, as worker-1 and worker-2 has ended/,
  ],
  [
    'a child whose parent left',
    new Scene().process(1).process(2, 1, 'worker-1').exit(1).wait(2, { kind: 'message', channel: 'ipc/2' }, 8, [1, 2]),
    'nobody-left',
    2,
    /worker-1 \(join\.ts:8\) waits for a message in ipc 2, which is empty: nobody is left to do it, as main has ended/,
  ],
  [
    'everybody gets and nobody puts',
    scene().wait(1, get('queue/1'), 1).wait(2, get('queue/1'), 2).wait(3, get('queue/1'), 3),
    'nobody-sends',
    3,
    /main \(join\.ts:1\) .*; worker-1 .*; worker-2 .*: all who could send to it wait for it themselves\.$/,
  ],
  [
    'a put into a full queue of the dead',
    full(scene(), 1).exit(2).exit(3).wait(1, put('queue/1'), 4),
    'nobody-left',
    1,
    /main \(join\.ts:4\) waits for room in queue 1 \(full, 3 of 3\): nobody is left/,
  ],
  [
    'workers that wait for their own pool',
    scene()
      .task(2, '1', 'started')
      .task(3, '2', 'started')
      .task(2, '3', 'submitted')
      .task(3, '4', 'submitted')
      .wait(2, pool('3'), 11)
      .wait(3, pool('4'), 12)
      .wait(1, pool('1'), 20),
    'pool-starved',
    2,
    /worker-1 \(join\.ts:11\) waits for task 3 of the pool \(square\).*the workers of the pool wait for tasks that only they could do\. main cannot go on because of it\./,
  ],
  [
    'workers that wait for a task that nobody is free to begin',
    scene()
      .task(1, '1', 'submitted')
      .task(1, '2', 'submitted')
      .task(1, '3', 'submitted')
      .task(2, '1', 'started')
      .task(3, '2', 'started')
      .wait(1, pool('1'), 20)
      .wait(2, get('queue/2'), 5)
      .wait(3, get('queue/2'), 6),
    'no-free-worker',
    2,
    /^worker-1 \(join\.ts:5\) .*; worker-2 \(join\.ts:6\) .*: only task 3 of the pool \(square\) could help, and no worker of the pool is free to begin it\. main cannot go on/,
  ],
  [
    'two that wait for each other’s word, joined by main',
    scene().wait(1, join(2), 20).wait(2, get('queue/1'), 5).wait(3, get('queue/2'), 6),
    'cycle',
    3,
    /^worker-1 \(join\.ts:5\) .*; worker-2 \(join\.ts:6\) .*: each waits for the other, and none can go on\. main cannot go on/,
  ],
  [
    'an event that those who wait for it would set',
    scene().open(1, 'event/1').open(2, 'event/1').exit(3).wait(1, join(2), 20).wait(2, lock('event/1'), 5),
    'cycle',
    2,
    /worker-1 \(join\.ts:5\) waits for event 1: each waits/,
  ],
];

for (const [name, made, kind, pid, says] of hanging) {
  test(`hangs: ${name}`, () => {
    const recording = made.recording();
    const [knot, ...more] = explainHang(recording);
    assert.ok(knot, 'no knot found');
    assert.deepEqual(more, []);
    assert.equal(knot.kind, kind);
    const culprit = recording.processes[recording.lanes[knot.links[knot.culprit]!.lane]!.process]!;
    assert.equal(culprit.pid, pid);
    assert.match(knotSentence(recording, knot), says);
  });
}

const healthy: [string, Scene][] = [
  ['main joins a worker that works', scene().wait(1, join(2), 3)],
  ['a chain of joins with one at work', scene().wait(1, join(2), 3).wait(2, join(3), 4)],
  ['a get with a message under way', scene().exit(2).send(3, 'queue/2').exit(3).wait(1, get('queue/2'), 5)],
  ['a get that ends by itself', scene().exit(2).exit(3).waitFor(1, get('queue/2'), 100)],
  ['a full queue whose reader is busy', full(scene(), 2).wait(2, put('queue/1'), 6)],
  ['a queue with room', scene().wait(1, join(2), 1).wait(2, put('queue/1'), 2)],
  ['a lock held by one at work', scene().acquire(2, 'lock/1').wait(1, lock('lock/1'), 1).wait(3, lock('lock/1'), 1)],
  ['a lock that was released', scene().hold(2, 'lock/1').release(2, 'lock/1').wait(1, lock('lock/1'), 1).exit(3)],
  ['a lock that another has released', scene().hold(2, 'lock/1').release(3, 'lock/1').wait(1, lock('lock/1'), 1)],
  ['an event of one at work', scene().open(1, 'event/1').open(2, 'event/1').wait(1, lock('event/1'), 1)],
  [
    'a semaphore that is had by one at work and one who waits',
    scene()
      .open(1, 'semaphore/1')
      .hold(2, 'semaphore/1')
      .hold(3, 'semaphore/1')
      .wait(3, join(1), 1)
      .wait(1, lock('semaphore/1'), 1),
  ],
  ['a pool at work', scene().task(2, '1', 'started').wait(1, pool('1'), 20)],
  ['a join of one that has ended', scene().exit(2).exit(3).wait(1, join(2), 3)],
  ['a join of a blind child', new Scene().process(1).blind(2, 1).wait(1, join(2), 3)],
  ['everything over', scene().exit(3).exit(2).exit(1)],
];

for (const [name, made] of healthy) {
  test(`no hang: ${name}`, () => assert.deepEqual(explainHang(made.recording()), []));
}

test('a hang is seen at the step at which it begins, and not before', () => {
  const recording = scene().wait(1, join(2), 3).wait(2, join(1), 9).recording();
  assert.deepEqual(explainHang(recording, recording.length - 2), []);
  assert.equal(explainHang(recording, recording.length - 1).length, 1);
});

test('a knot counts as a hang when it stood and was never undone', () => {
  const stopped = scene().wait(1, join(2), 3).wait(2, join(1), 9).exit(1).exit(2).exit(3).recording();
  assert.equal(explainHang(stopped).length, 0);
  const [hang, ...more] = findHangs(stopped, 100);
  assert.equal(hang!.knot.kind, 'cycle');
  assert.deepEqual([more.length, hang!.lasted], [0, 100]);
  assert.deepEqual(findHangs(stopped, 101), [], 'too short to tell from an end');
  const undone = scene().wait(1, get('queue/1'), 3).wait(2, get('queue/1'), 9).wait(3, get('queue/1'), 9);
  assert.equal(findHangs(undone.recording(), 0).length, 1);
  assert.deepEqual(findHangs(undone.wake(3).recording(), 0), []);
});

for (let seed = 1; seed <= 10; seed++) {
  test(`the ledger adds up (seed ${seed})`, () => {
    const { arrived } = randomRun(seed, { steps: 600, skew: seed % 2 ? 50 : 0 });
    const recording = new Recording();
    for (const event of arrived) recording.append(event);
    for (const { channel, sent, received, unsent, inFlight, lost, unseen, deepest, bytes } of ledger(recording)) {
      const { id } = recording.channels[channel]!;
      const sends = arrived.filter((event) => event.type === 'send' && event.channel === id);
      const receives = arrived.filter((event) => event.type === 'receive' && event.channel === id);
      assert.deepEqual([sent, received, unsent], [sends.length, receives.length, 0]);
      assert.equal(sent - received, inFlight + lost.length + unseen);
      assert.equal(
        bytes,
        sends.reduce((sum, event) => sum + ('bytes' in event ? (event.bytes ?? 0) : 0), 0),
      );
      assert.ok(deepest.count <= sent && (sent === 0 || deepest.count > 0));
    }
  });
}

test('the ledger’s figures, to the number', () => {
  const made = scene()
    .send(2, 'ipc/3', 3, 10)
    .send(2, 'ipc/3', 3, 20)
    .send(2, 'ipc/3', 3, 30)
    .receive(3, 'ipc/3', 2)
    .exit(3);
  const recording = made.recording();
  const { latency, rate, lost, ...rest } = ledger(recording)[recording.channels.findIndex(({ id }) => id === 'ipc/3')]!;
  assert.deepEqual(latency, { p50: 300, p90: 300, p95: 300, p99: 300, most: 300 });
  assert.equal(rate, 10_000);
  assert.deepEqual([rest.sent, rest.received, rest.bytes, rest.inFlight, rest.deepest.count], [3, 1, 60, 0, 3]);
  assert.equal(lost.length, 2);
  assert.match(
    fateSentence(recording, recording.messages.fate(lost[0]!.message)),
    /^Lost: worker-2 had ended at 0\.00\d s\.$/,
  );
});

test('what is left behind is named', () => {
  const recording = new Scene()
    .process(1)
    .process(2, 1, 'a')
    .process(3, 1, 'b', { daemon: true })
    .process(4, 1, 'c')
    .kill(3)
    .exit(1)
    .exit(2)
    .recording();
  assert.deepEqual(
    afterlife(recording).map((leftover) => leftoverSentence(recording, leftover)),
    [
      'a lived on 0.000 s after its parent main had ended.',
      'b, a daemon, was ended by SIGKILL.',
      'c was still there after its parent main had ended.',
      'c had not ended when the recording did.',
    ],
  );
});

test('completeness names what is blind, missing, dropped, cut and unread', () => {
  const made = new Scene().process(1).blind(2, 1, 'not Node').skip(1, 3).lost(1, 7, 'the buffer was full').exit(1);
  const recording = made.recording();
  const known = completeness(recording);
  assert.deepEqual([known.whole, known.missing, known.blind.length, known.dropped[0]!.count], [false, 3, 1, 7]);
  assert.deepEqual(completenessSentences(recording, known), [
    'sh -c x is blind: not Node.',
    '3 events are missing: counts are "at least".',
    '7 events were dropped: the buffer was full.',
  ]);
  assert.equal(completeness(new Scene().process(1).exit(1).recording()).whole, true);
});
