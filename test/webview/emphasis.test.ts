/** Where an emphasis lands in the picture. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRecording } from '../../src/recording/index.js';
import { placesOfEmphasis } from '../../src/webview/layout/emphasis.js';
import { type Picture, type ScaleName, stepsIn, xOfStep, yOfLane } from '../../src/webview/layout/picture.js';
import { visibleRows } from '../../src/webview/layout/rows.js';
import { story } from './recordings.js';

const recording = openRecording(story().bytes());
const rows = visibleRows(recording, { folded: new Set(), threads: new Set() });

function pictureOf(scale: ScaleName, from: number, to: number): Picture {
  const axis = { from, to, width: 1000 };
  return {
    recording,
    rows,
    rowHeight: 40,
    scrollTop: 0,
    height: 400,
    axis,
    scale,
    steps: stepsIn(recording, scale, axis),
  };
}

test('spans and hops stand where their steps do, on both scales', () => {
  const send = Array.from({ length: recording.length }, (_, step) => step).find((step) => {
    const message = recording.message(step);
    return message >= 0 && recording.type(step) === 'send' && recording.messages.receiveStep(message) >= 0;
  })!;
  const receive = recording.messages.receiveStep(recording.message(send));
  const lane = recording.lane(receive);
  for (const picture of [pictureOf('time', 0, recording.duration), pictureOf('order', 0, recording.length)]) {
    const places = placesOfEmphasis(picture, {
      spans: [{ lane, from: receive, to: recording.length - 1, waits: true, label: 'works' }],
      hops: [{ from: send, to: receive }],
      events: [send],
      fadeRest: true,
    });
    assert.equal(places.spans[0]!.x, xOfStep(picture, receive));
    assert.equal(places.spans[0]!.y + places.spans[0]!.height / 2, yOfLane(picture, lane));
    assert.ok(places.spans[0]!.waits);
    assert.deepEqual(places.hops, [
      {
        x1: xOfStep(picture, send),
        y1: yOfLane(picture, recording.lane(send)),
        x2: xOfStep(picture, receive),
        y2: yOfLane(picture, lane),
      },
    ]);
    assert.equal(places.events.length, 1);
  }
});

test('what is out of sight, or no step of the recording, has no place', () => {
  const picture = pictureOf('order', 0, 5);
  const last = recording.length - 1;
  const places = placesOfEmphasis(picture, {
    spans: [
      { lane: 0, from: 20, to: last },
      { lane: 0, from: 0, to: last + 1 },
    ],
    hops: [
      { from: 20, to: 30 },
      { from: -1, to: 2 },
    ],
    events: [last + 1],
    fadeRest: false,
  });
  assert.deepEqual(places, { spans: [], hops: [], events: [] });
});

test('ten thousand spans in the same pixel are one', () => {
  const picture = pictureOf('time', 0, 1e12);
  const spans = Array.from({ length: 10_000 }, (_, i) => ({ lane: 0, from: i % 20, to: (i % 20) + 1 }));
  assert.equal(placesOfEmphasis(picture, { spans, hops: [], fadeRest: false }).spans.length, 1);
});
