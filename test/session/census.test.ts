/** The census: who is blind, told when, in whatever order the news comes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Census, type Finding, isStill } from '../../src/session/census.js';
import { startTimeOf } from '../../src/session/process-table.js';
import type { ChildExit, Exit, Spawn, Start } from '../../src/wire/events.js';

const NOBODY = 999_999_999;
let seq = 0;
const common = (pid: number, time: number) => ({ pid, time, seq: ++seq });
const spawn = (pid: number, child: number, time: number): Spawn => ({
  type: 'spawn',
  ...common(pid, time),
  child,
  api: 'spawn',
  command: ['sh'],
});
const start = (pid: number, ppid: number, time: number): Start => ({
  type: 'start',
  ...common(pid, time),
  ppid,
  command: ['node'],
  cwd: '/',
  runtime: 'node 20.0.0',
});
const exit = (pid: number, time: number): Exit => ({ type: 'exit', ...common(pid, time), code: 0 });
const childExit = (pid: number, child: number, time: number): ChildExit => ({
  type: 'child-exit',
  ...common(pid, time),
  child,
  code: 0,
});

function newCensus() {
  const told: Finding[] = [];
  return { census: new Census((finding) => told.push(finding)), told };
}

const short = (told: Finding[]) => told.map((f) => [f.type, f.type === 'found' ? f.pid : f.child, f.time]);

test('a child that speaks is not blind, whichever of the two told first', () => {
  for (const order of ['parent first', 'child first']) {
    const { census, told } = newCensus();
    const news = [spawn(1, 2, 10), start(2, 1, 20)];
    for (const event of order === 'parent first' ? news : news.reverse()) census.note(event);
    census.settleAll();
    assert.deepEqual(told, [], order);
    assert.equal(census.total, 1, order);
  }
});

test('a child that ended without a word is blind from its birth, but not before its patience is over', () => {
  const { census, told } = newCensus();
  census.note(spawn(1, NOBODY, 10));
  census.note(childExit(1, NOBODY, 30));
  census.settleEnded(100, 200);
  assert.deepEqual(told, []);
  census.settleEnded(300, 200);
  assert.deepEqual(short(told), [['found', NOBODY, 11]]);
  census.settleEnded(400, 200);
  census.settleAll();
  assert.equal(told.length, 1);
});

test('a child whose last words come after its parent told of its end is not blind', () => {
  const { census, told } = newCensus();
  census.note(spawn(1, NOBODY, 10));
  census.note(childExit(1, NOBODY, 30));
  census.note(start(NOBODY, 1, 20));
  census.note(exit(NOBODY, 29));
  census.settleAll();
  assert.deepEqual(told, []);
  assert.equal(census.total, 1);
});

test('a pid that is used again is a second process', () => {
  const { census, told } = newCensus();
  census.note(spawn(1, NOBODY, 10));
  census.note(childExit(1, NOBODY, 30));
  census.note(spawn(1, NOBODY, 50));
  census.note(start(NOBODY, 1, 60));
  census.settleAll();
  assert.deepEqual(short(told), [['found', NOBODY, 11]]);
  assert.equal(census.total, 2);
});

test('one that the system shows and no probe told of is blind, once', () => {
  const { census, told } = newCensus();
  census.discovered(NOBODY, 1, ['python3', 'x.py']);
  census.discovered(NOBODY, 1, ['python3', 'x.py']);
  census.gone(NOBODY);
  census.gone(NOBODY);
  assert.deepEqual(
    told.map((f) => f.type),
    ['found', 'child-exit'],
  );
});

test('one whose parent has told of its end is not gone without a word', () => {
  const { census, told } = newCensus();
  census.note(start(NOBODY, 1, 10));
  census.note(childExit(1, NOBODY, 20));
  census.gone(NOBODY);
  assert.deepEqual(told, []);
  assert.deepEqual(census.alive, []);
});

test('a stranger that was given the pid of one of ours is not taken for it', {
  skip: process.platform !== 'linux',
}, () => {
  assert.equal(isStill({ pid: process.pid, startTime: startTimeOf(process.pid) }), true);
  assert.equal(isStill({ pid: process.pid, startTime: '1' }), false);
  assert.equal(isStill({ pid: NOBODY, startTime: undefined }), false);
});

test('a process that has told of its end and is in the table still is nobody else', {
  skip: process.platform !== 'linux' && 'only Linux tells when a process was started',
}, () => {
  const { census, told } = newCensus();
  census.note(start(process.pid, 1, 10));
  census.note(exit(process.pid, 20));
  census.discovered(process.pid, 1, ['node']);
  assert.deepEqual([told, census.total], [[], 1]);
});
