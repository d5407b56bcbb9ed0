/** The model against a slow one on random programs: the order, the events themselves, the state at every step. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Recording, stateAt } from '../../src/recording/index.js';
import type { TimedEvent } from '../../src/wire/events.js';
import { randomFrom, randomRun } from './random-program.js';
import { type SlowState, slowOrder, slowState } from './slow-model.js';

const recordingOf = (events: readonly TimedEvent[]): Recording => {
  const recording = new Recording();
  for (const event of events) recording.append(event);
  return recording;
};

const stepsOf = (recording: Recording): TimedEvent[] =>
  Array.from({ length: recording.length }, (_, step) => recording.event(step));

const kinds = [{ steps: 300 }, { steps: 300, skew: 400 }, { steps: 300, tick: 0 }, { steps: 300, tick: 0, skew: 20 }];

for (let seed = 1; seed <= 60; seed++) {
  const options = kinds[seed % kinds.length]!;

  test(`order and events equal the slow model's (seed ${seed})`, () => {
    const { arrived } = randomRun(seed, options);
    assert.deepEqual(stepsOf(recordingOf(arrived)), slowOrder(arrived));
  });

  test(`the same, read while it grows (seed ${seed})`, () => {
    const { arrived } = randomRun(seed, options);
    const random = randomFrom(seed);
    const recording = new Recording();
    for (const [index, event] of arrived.entries()) {
      recording.append(event);
      if (random() < 0.1) assert.deepEqual(stepsOf(recording), slowOrder(arrived.slice(0, index + 1)));
    }
  });

  test(`stateAt equals a slow fold from the beginning, also while it grows (seed ${seed})`, () => {
    const { arrived } = randomRun(seed, options);
    const random = randomFrom(seed);
    const recording = new Recording();
    for (const [index, event] of arrived.entries()) {
      recording.append(event);
      if (random() > 0.1 && index < arrived.length - 1) continue;
      const order = slowOrder(arrived.slice(0, index + 1));
      const step = Math.floor(random() * order.length);
      assert.deepEqual(readState(recording, step), slowState(order, step), `step ${step} of ${order.length}`);
    }
  });
}

test('stateAt across checkpoints, in any order, equals a fold from the beginning', () => {
  const { arrived } = randomRun(5, { steps: 20_000, processes: 30, skew: 100 });
  const recording = recordingOf(arrived);
  const order = stepsOf(recording);
  for (const step of [order.length - 1, 16_384, 0, 16_383, 16_385, 7000, 7001, -1]) {
    assert.deepEqual(readState(recording, step), slowState(order, step), `step ${step}`);
  }
});

/** The model's state in the slow model's words. */
function readState(recording: Recording, step: number): SlowState {
  const state = stateAt(recording, step);
  const lanes: SlowState['lanes'] = new Map();
  for (const [index, { life, waits }] of state.lanes.entries()) {
    const { process, thread } = recording.lanes[index]!;
    if (life === 'unborn') continue;
    const ids = waits.map((wait) => recording.store.waits.id[wait]!);
    lanes.set(`${recording.processes[process]!.pid}.${thread}`, { life, waits: ids });
  }
  const inFlight = new Map<string, number>();
  for (const [index, channel] of state.channels.entries()) {
    if (channel.sent > 0) inFlight.set(recording.channels[index]!.id, channel.inFlight);
  }
  return { lanes: sorted(lanes), inFlight };
}

const sorted = <T>(map: Map<string, T>): Map<string, T> => new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
