/** What the search for hangs keeps while a recording grows is what a look at all of it would find. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { channelUsers } from '../../src/recording/explain/channel-users.js';
import { Recording, stateAt } from '../../src/recording/index.js';
import { randomFrom, randomRun } from './random-program.js';

for (const seed of [1, 2, 3, 4, 5, 6]) {
  test(`who uses a channel, and each lane's last event, while the recording grows (seed ${seed})`, () => {
    const { arrived } = randomRun(seed, { steps: 800, processes: 8, skew: seed % 2 === 0 ? 100 : 0 });
    const random = randomFrom(seed);
    const recording = new Recording();
    let looks = 0;
    for (const event of arrived) {
      recording.append(event);
      if (random() > 0.05) continue;
      const step = Math.floor(random() * recording.length);
      const users = channelUsers(recording, step);
      for (const { index, ends } of recording.channels) {
        if (ends.length > 0) continue;
        looks++;
        const { writers, readers } = slowUsers(recording, step, index);
        assert.deepEqual(sorted(users.writers[index]!), sorted(writers), `writers at ${step} of ${recording.length}`);
        assert.deepEqual(sorted(users.readers[index]!), sorted(readers), `readers at ${step} of ${recording.length}`);
      }
      const { lanes } = stateAt(recording, step);
      assert.deepEqual(
        lanes.map(({ last, active }) => [last, active]),
        recording.lanes.map(({ index }) => slowLast(recording, step, index)),
      );
    }
    assert.ok(looks > 50, `${looks} looks are too few`);
  });
}

const sorted = (lanes: ReadonlySet<number>): number[] => [...lanes].sort((a, b) => a - b);

/** Whoever has sent or received by a step, and whom a message's name names. */
function slowUsers(recording: Recording, step: number, channel: number) {
  const { messages, channels, processes } = recording.store;
  const [writers, readers] = [new Set<number>(), new Set<number>()];
  const name = (lanes: Set<number>, pid: number) => {
    const process = processes.find(pid, Number.POSITIVE_INFINITY);
    if (pid >= 0 && process) lanes.add(process.lanes[0]!);
  };
  for (let message = 0; message < messages.length; message++) {
    if (recording.messages.channel(message) !== channel) continue;
    const { from, to } = channels.directions[messages.direction[message]!]!;
    const [send, receive] = [recording.messages.sendStep(message), recording.messages.receiveStep(message)];
    if (send >= 0 && send <= step) writers.add(recording.lane(send));
    if (receive >= 0 && receive <= step) readers.add(recording.lane(receive));
    name(writers, from.pid);
    name(readers, to.pid);
  }
  return { writers, readers };
}

/** The last row of a lane by its own numbers, and the last that is no sample. */
function slowLast(recording: Recording, step: number, lane: number): [last: number, active: number] {
  const own = Array.from({ length: step + 1 }, (_, at) => at).filter((at) => recording.lane(at) === lane);
  own.sort((a, b) => recording.seq(a) - recording.seq(b) || a - b);
  const row = (at: number | undefined) => (at === undefined ? -1 : recording.rowOf(at));
  const active = own.findLast((at) => recording.type(at) !== 'sample') ?? own[0];
  return [row(own.at(-1)), row(active)];
}
