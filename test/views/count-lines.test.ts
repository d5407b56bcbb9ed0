/** What each line of source sent and received, counted from a recording's file; and what a file of rules is about. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { countLines } from '../../src/views/count-lines.js';
import { subjectOf } from '../../src/views/rule-files.js';

test('sends and receives are counted by line, over all processes, whatever their payloads look like', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pv-counts-'));
  const file = path.join(folder, 'a.pvrec');
  const site = (pid: number, number: number, line: number) => ({
    type: 'site',
    time: 0,
    pid,
    seq: 1,
    site: number,
    file: '/a.ts',
    line,
    column: 1,
  });
  const message = (type: string, pid: number, at: number, payload?: string) => ({
    type,
    time: 1,
    pid,
    seq: 2,
    at,
    message: 'm',
    channel: 'c',
    payload,
  });
  const events = [
    site(7, 1, 10),
    site(8, 1, 20),
    site(8, 2, 10),
    message('send', 7, 1, ',"at":2,"pid":8,'),
    message('send', 8, 2),
    message('receive', 8, 1),
    message('receive', 9, 1), // Of a line that nobody told of.
    { type: 'output', time: 2, pid: 7, seq: 3, at: 1, stream: 'stdout', text: '{"type":"send"' },
  ];
  try {
    writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    const counts = await countLines(file);
    assert.deepEqual([...counts.keys()], ['/a.ts']);
    assert.deepEqual(
      [...counts.get('/a.ts')!].sort(([a], [b]) => a - b),
      [
        [10, { sent: 2, received: 0 }],
        [20, { sent: 0, received: 1 }],
      ],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a file of rules is about what has its name: a script before a recording; else it is none of ours', () => {
  const there =
    (...files: string[]) =>
    (file: string) =>
      files.includes(file);
  const about = (rules: string, ...files: string[]) => subjectOf(rules, there(...files));
  assert.deepEqual(about('/a.rules', '/a.pvrec', '/a.ts'), { kind: 'script', file: '/a.ts' });
  assert.deepEqual(about('/a.pvrules', '/a.pvrec.gz'), { kind: 'recording', file: '/a.pvrec.gz' });
  assert.deepEqual(about('/a.mts.rules', '/a.mts', '/a.ts'), { kind: 'script', file: '/a.mts' });
  assert.deepEqual(about('/a.pvrec.rules', '/a.pvrec'), { kind: 'recording', file: '/a.pvrec' });
  assert.equal(about('/50-udev.rules', '/50-udev.conf'), undefined);
  assert.equal(about('/a.ts', '/a.ts'), undefined);
});
