/** The pure parts of the diagnosis: findings in slices, names in sentences, what is lifted out of the picture, lists. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  criticalPath,
  findHangs,
  knotSentence,
  ledger,
  openRecording,
  parseFilter,
} from '../../src/recording/index.js';
import { atOnce } from '../../src/recording/slices.js';
import { sortedBooks } from '../../src/webview/insight/channel-columns.js';
import { filterOf } from '../../src/webview/insight/channel-filter.js';
import { emphasisOfKnot, emphasisOfPath } from '../../src/webview/insight/emphasis.js';
import { countOf, findingsInSlices, isAtLeast, partlyKnown, standing } from '../../src/webview/insight/findings.js';
import { targetOf } from '../../src/webview/insight/list-keys.js';
import { piecesOf } from '../../src/webview/insight/names.js';
import { longest } from '../../src/webview/insight/path-text.js';
import { hanging } from './hanging.js';
import { story } from './recordings.js';

const wrong = openRecording(hanging().bytes());
const fine = openRecording(story().bytes());

test('findings in slices are what the model finds at once', () => {
  const findings = atOnce(findingsInSlices(wrong, false));
  assert.deepEqual(findings.hangs, findHangs(wrong));
  assert.deepEqual(findings.books, ledger(wrong));
  assert.equal(findings.version, wrong.version);
  assert.equal(countOf(findings), 4);
  assert.deepEqual(standing(wrong, findings), [], 'a run that is over hangs no more');
});

test('while a run is live, nobody is left behind, and what is under way is not lost', () => {
  const live = openRecording(hanging({ killed: false }).bytes());
  const findings = atOnce(findingsInSlices(live, true));
  assert.deepEqual(findings.leftovers, []);
  assert.equal(countOf(findings), 2, 'the hang, and what was sent to one who had ended');
  assert.equal(standing(live, findings).length, 1);
});

test('figures are at least where somebody is only partly known', () => {
  const { completeness } = atOnce(findingsInSlices(wrong, false));
  const partly = partlyKnown(wrong, completeness);
  const queue = wrong.channels.findIndex(({ id }) => id === 'queue/1');
  assert.ok(isAtLeast(wrong, queue, partly));
  assert.ok(!isAtLeast(wrong, queue, { everybody: false, lanes: new Set([99]), pids: new Set([99]) }));
  assert.ok(isAtLeast(wrong, queue, { everybody: true, lanes: new Set(), pids: new Set() }));
});

test('a sentence’s names are links to what they name, and its text is the same', () => {
  const [{ knot }] = findHangs(wrong) as [ReturnType<typeof findHangs>[0]];
  const pieces = piecesOf(() => knotSentence(wrong, knot));
  const texts = pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text));
  assert.equal(texts.join(''), knotSentence(wrong, knot));
  const named = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece]));
  const kinds = (kind: string) => named.filter((piece) => piece.named.kind === kind).map(({ text }) => text);
  assert.deepEqual(kinds('place'), ['join.ts:14', 'join.ts:19']);
  assert.deepEqual(kinds('process'), ['main', 'worker-1', 'worker-1', 'main']);
  assert.deepEqual(kinds('channel'), ['orders', 'orders']);
});

test('marks that a program puts into its words make no links', () => {
  assert.deepEqual(
    piecesOf(() => 'a \ue0000\ue001b\ue002 c'),
    ['a ', '0b', ' c'],
  );
});

test('of a knot every wait is framed, each points to the next, and the culprit is ringed', () => {
  const [{ knot, step }] = findHangs(wrong) as [ReturnType<typeof findHangs>[0]];
  const { spans, hops, events } = emphasisOfKnot(wrong, knot, step);
  const begins = knot.links.map(({ wait }) => wrong.waits.beginStep(wait));
  assert.deepEqual(
    spans.map(({ from, to }) => [from, to]),
    begins.map((begin) => [begin, step]),
  );
  assert.deepEqual(hops, [
    { from: begins[0], to: begins[1] },
    { from: begins[1], to: begins[0] },
  ]);
  assert.deepEqual(events, [begins[knot.culprit]]);
});

test('of the critical path all spans are there, and the longest are in its order', () => {
  const path = criticalPath(fine);
  const { spans, hops, events } = emphasisOfPath(path, 1);
  assert.equal(spans.length + hops.length, path.spans.length);
  assert.deepEqual(events, [path.spans[1]!.step]);
  const chosen = longest(path.spans, 2);
  const length = (at: number) => path.spans[at]!.to - path.spans[at]!.from;
  assert.ok(chosen[0]! < chosen[1]!);
  for (const at of path.spans.keys())
    if (!chosen.includes(at)) assert.ok(length(at) <= Math.min(...chosen.map(length)), `span ${at}`);
});

test('channels sort by number and by name, those without a figure last either way', () => {
  const books = ledger(fine);
  for (const descending of [true, false]) {
    const p50 = sortedBooks(fine, books, { column: 'p50', descending }).map(({ latency }) => latency?.p50);
    const known = p50.filter((time) => time !== undefined);
    assert.deepEqual(p50.slice(0, known.length), known, 'the unknown are last');
    assert.deepEqual(
      known,
      [...known].sort((a, b) => (descending ? b - a : a - b)),
    );
  }
});

test('a channel’s filter is one that the language reads', () => {
  for (const [channel, { id }] of fine.channels.entries()) {
    const { filter } = parseFilter(filterOf(fine, channel));
    assert.ok(filter, id);
  }
  const odd = { channels: [{ id: 'my "queue" \\ 1' }] } as unknown as typeof fine;
  assert.equal(filterOf(odd, 0), 'channel:"my \\"queue\\" \\\\ 1"');
  assert.ok(parseFilter(filterOf(odd, 0)).filter);
});

test('keys lead through a list and not out of it', () => {
  assert.equal(targetOf('ArrowDown', -1, 5), 0);
  assert.equal(targetOf('ArrowUp', 0, 5), 0);
  assert.equal(targetOf('PageDown', 1, 5), 4);
  assert.equal(targetOf('End', 1, 5), 4);
  assert.equal(targetOf('Home', 3, 5), 0);
  assert.equal(targetOf('x', 3, 5), undefined);
  assert.equal(targetOf('End', -1, 0), undefined);
});
