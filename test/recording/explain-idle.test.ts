/** Programs that stand still without having told a wait: idle event loops, and what they are kept alive for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findHangs, knotSentence, type Recording } from '../../src/recording/index.js';
import type { Header } from '../../src/wire/events.js';
import { Scene } from './scene.js';

const message = (channel: string) => ({ kind: 'message', channel });

/** What an idle process tells of itself, and the samples that go on for two seconds after. */
function idle(scene: Scene, pid: number, alive: Record<string, number>): Scene {
  return scene.tell(pid, { type: 'sample', of: pid, cpu: 0, rss: 1, loop: 0, alive });
}

function later(scene: Scene): Recording {
  const recording = scene.recording();
  recording.append({ type: 'header', format: 'process-view', version: 1, collector: 99 } as Header);
  recording.append({ type: 'sample', time: 3e6, pid: 99, seq: 1, of: 1, cpu: 0, rss: 1 });
  return recording;
}

const hangs = (scene: Scene): string[] => {
  const recording = later(scene);
  return findHangs(recording).map(({ knot }) => `${knot.kind}: ${knotSentence(recording, knot)}`);
};

test('a program that is kept alive by a server only, and by which', () => {
  assert.deepEqual(hangs(idle(new Scene().process(1), 1, { TCPServerWrap: 1, PipeWrap: 2 })), [
    'open-handle: main waits for somebody to come: it has nothing more to do, and only a listening server (TCPServerWrap) keeps it alive.',
  ]);
});

test('a timer, a file that is read, a connection to elsewhere go on by themselves', () => {
  for (const name of ['Timeout', 'FSReqCallback', 'TCPSocketWrap', 'GetAddrInfoReqWrap', 'SomethingNew']) {
    assert.deepEqual(hangs(idle(new Scene().process(1), 1, { [name]: 1, PipeWrap: 1 })), [], name);
  }
});

test('what has done something since it was idle is not taken for idle', () => {
  assert.deepEqual(hangs(idle(new Scene().process(1), 1, { TCPServerWrap: 1 }).send(1, 'queue/1')), []);
});

test('a server whose client sleeps', () => {
  const scene = new Scene().process(1).process(2, 1, 'client');
  assert.deepEqual(hangs(idle(idle(scene, 1, { TCPServerWrap: 1, ProcessWrap: 1 }), 2, { Timeout: 1 })), []);
});

test('a parent that listens to its child, and a child that waits for a message from it', () => {
  const scene = new Scene().process(1).process(2, 1, 'worker');
  const [said] = hangs(idle(scene.wait(2, message('ipc/2'), 7, [1, 2]), 1, { ProcessWrap: 1, PipeWrap: 1 }));
  assert.match(
    said!,
    /^cycle: main waits for its children or its parent to do something; worker \(join\.ts:7\) waits for a message in ipc 2/,
  );
});

test('a child that waits for a message from a parent that left the channel', () => {
  const scene = new Scene().process(1).process(2, 1, 'worker').open(1, 'ipc/2').open(2, 'ipc/2');
  scene.wait(2, message('ipc/2'), 7).tell(2, { type: 'close', channel: 'ipc/2', kind: 'ipc' });
  scene.tell(2, { type: 'wake', wait: 1, outcome: 'closed' }).exit(1);
  assert.deepEqual(hangs(idle(scene, 2, { TCPServerWrap: 1 })), [
    'left: worker (join.ts:7) waits for a message in ipc 2, which is empty: nobody can send it any more, as main has left the channel.',
  ]);
});

test('a process that ended by itself did not hang', () => {
  assert.deepEqual(hangs(idle(new Scene().process(1), 1, { TCPServerWrap: 1 }).exit(1)), []);
});
