/** The conversation around a message is what was said between the same two on its channel, before it and after it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextStep, openRecording } from '../../src/recording/index.js';
import { conversationAround } from '../../src/webview/layout/conversation.js';
import { asBytes, recordingLines } from '../bench/recording-events.mjs';

const recording = openRecording(asBytes(recordingLines({ count: 20_000 })));

/** Every send of the conversation, as the stepper finds them one after the other. */
function sendsOf(message: number): number[] {
  const found: number[] = [];
  const by = { by: 'conversation', message } as const;
  for (let step = nextStep(recording, -1, 1, by); step >= 0; step = nextStep(recording, step, 1, by))
    if (recording.type(step) === 'send') found.push(step);
  return found;
}

test('around a message, as many before it and after it as were asked for', () => {
  let longest = 0;
  for (let message = 0; message < recording.messages.length; message += 53) {
    const self = recording.messages.sendStep(message);
    if (self < 0) continue;
    const all = sendsOf(message);
    const at = all.indexOf(self);
    const wanted = all.slice(Math.max(0, at - 3), at + 4);
    assert.deepEqual(conversationAround(recording, message, 3), wanted, `message ${message}`);
    longest = Math.max(longest, wanted.length);
  }
  assert.equal(longest, 7, 'some have three on both sides');
});
