/** Recordings of several hosts as one: no receive before its send, no pid of one host for another's, every event once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planMerge, Recording } from '../../src/recording/index.js';
import type { Header, TimedEvent } from '../../src/wire/events.js';
import { randomFrom } from './random-program.js';

const header = (host: string, more: Partial<Header> = {}): Header => ({
  ...{ type: 'header', format: 'process-view', version: 1, platform: 'linux', cores: 2, cwd: '/w' },
  ...{
    hostname: host,
    startedAt: '2026-11-25T00:00:00.000Z',
    command: ['node', 'main.js'],
    tool: '0.1.0',
    collector: 50,
  },
  ...more,
});

function recordingOf(head: Header, events: readonly TimedEvent[]): Recording {
  const recording = new Recording();
  recording.append(head);
  for (const event of events) recording.append(event);
  return recording;
}

/** Two hosts with the same pids that talk over a queue and each by itself; the second's clock is off by `skew`. */
function twoHosts(seed: number, skew: number): { a: TimedEvent[]; b: TimedEvent[] } {
  const random = randomFrom(seed);
  const hosts = [[], []] as [TimedEvent[], TimedEvent[]];
  const seqs = new Map<string, number>();
  const tell = (host: 0 | 1, time: number, pid: number, event: object) => {
    const key = `${host} ${pid}`;
    seqs.set(key, (seqs.get(key) ?? 0) + 1);
    hosts[host].push({ time: time + (host === 1 ? skew : 0), pid, seq: seqs.get(key), ...event } as TimedEvent);
  };
  for (const host of [0, 1] as const) {
    for (const pid of [100, 101])
      tell(host, 1000 + pid, pid, {
        type: 'start',
        ppid: pid === 100 ? 50 : 100,
        command: ['node'],
        cwd: '/w',
        runtime: 'node 24',
      });
    tell(host, 2000, 50, { type: 'sample', of: 100, cpu: 1, rss: 1 });
  }
  let time = 10_000;
  for (let n = 1; n <= 60; n++) {
    const from = random() < 0.5 ? 0 : 1;
    const to = random() < 0.6 ? 1 - from : from;
    const channel = from === to ? 'ipc/101' : 'queue/100.1';
    const message = from === to ? `ipc/101:100>101#${n}` : `queue/100.1:10${from}>q#${n}`;
    time += 1 + Math.floor(random() * 500);
    tell(from as 0 | 1, time, from === to ? 100 : 100 + from, { type: 'send', message, channel });
    time += 1 + Math.floor(random() * 500);
    tell(to as 0 | 1, time, 101, { type: 'receive', message, channel });
  }
  return { a: hosts[0], b: hosts[1] };
}

function merged(a: Recording, b: Recording, events: { a: TimedEvent[]; b: TimedEvent[] }) {
  const plan = planMerge([a, b]);
  const whole = [...events.a.map((e) => plan.parts[0]!.rewrite(e)), ...events.b.map((e) => plan.parts[1]!.rewrite(e))];
  return { plan, recording: recordingOf(plan.header, whole as TimedEvent[]), whole: whole as TimedEvent[] };
}

test('whatever the clocks say, no receive stands before its send and each message finds its other end', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const skew = 100_000 + Math.floor((randomFrom(seed * 7)() - 0.5) * 160_000);
    const events = twoHosts(seed, skew);
    const [a, b] = [recordingOf(header('a'), events.a), recordingOf(header('b'), events.b)];
    const { recording, plan } = merged(a, b, events);
    assert.equal(recording.length, a.length + b.length);
    assert.equal(recording.messages.length, 60, `seed ${seed}`);
    for (let message = 0; message < 60; message++) {
      const [send, receive] = [recording.messages.sendStep(message), recording.messages.receiveStep(message)];
      assert.ok(send >= 0 && receive > send, `seed ${seed}`);
      assert.equal(recording.clockDisagrees(receive), false, `seed ${seed}`);
    }
    const { shift, uncertainty } = plan.parts[1]!.alignment;
    const relative = shift - plan.parts[0]!.alignment.shift;
    assert.ok(Math.abs(relative + skew) <= uncertainty + 1, `seed ${seed}: ${relative} for ${-skew} ± ${uncertainty}`);
  }
});

test('the same pid on two hosts is two processes; each has its parent, its channels and its samples', () => {
  const events = twoHosts(3, 0);
  const { recording } = merged(recordingOf(header('a'), events.a), recordingOf(header('b'), events.b), events);
  const own = recording.processes.filter(({ collector }) => !collector);
  assert.deepEqual(own.map(({ pid, host }) => [pid, host]).sort(), [
    [100, undefined],
    [10000100, 'b'],
    [10000101, 'b'],
    [101, undefined],
  ]);
  for (const { pid, parent } of own)
    assert.equal(recording.processes[parent]?.pid, pid % 100 === 1 ? pid - 1 : undefined);
  assert.deepEqual([...new Set(recording.channels.map(({ id }) => id))].sort(), [
    'ipc/10000101',
    'ipc/101',
    'queue/100.1',
  ]);
  for (const process of own.filter(({ pid }) => pid % 100 === 0))
    assert.equal(recording.samples(process.index).time.length, 1);
  assert.deepEqual(recording.gaps(), []);
});

test('two recordings of one boot are put together exactly, and keep their pids on one machine', () => {
  const clock = (monotonic: string) => ({ monotonic, wall: 1, within: 1, boot: 'x' });
  const a = recordingOf(header('a', { clock: clock('1000000000') }), []);
  const b = recordingOf(header('a', { clock: clock('3500000000') }), []);
  const { parts } = planMerge([a, b]);
  assert.deepEqual(parts[1]!.alignment, { shift: 2_500_000, uncertainty: 0, by: { kind: 'same-boot' } });
  assert.equal(parts[1]!.pids, 0);
});

test('without a message between them, the wall clocks decide, and how sure that is, is said', () => {
  const a = recordingOf(header('a', { startedAt: '2026-11-25T00:00:01.000Z' }), []);
  const b = recordingOf(header('b'), []);
  const { parts, header: whole } = planMerge([a, b]);
  assert.deepEqual(
    parts.map(({ alignment }) => alignment.shift),
    [1_000_000, 0],
  );
  assert.equal(parts[1]!.alignment.by.kind, 'wall-clock');
  assert.ok(parts[1]!.alignment.uncertainty >= 50_000);
  assert.equal(whole.startedAt, '2026-11-25T00:00:00.000Z');
});

test('messages that contradict each other are said to', () => {
  const at = (time: number, type: string, n: number, to: string): TimedEvent =>
    ({ type, time, pid: 100, seq: time, message: `queue/1.1:${to}>q#${n}`, channel: 'queue/1.1' }) as TimedEvent;
  const a = [at(1000, 'send', 1, '1'), at(1100, 'receive', 1, '2')];
  const b = [at(400, 'receive', 1, '1'), at(900, 'send', 1, '2')];
  const { parts } = planMerge([recordingOf(header('a'), a), recordingOf(header('b'), b)]);
  assert.deepEqual(parts[1]!.alignment.by, { kind: 'contradiction', excess: 402 });
});
