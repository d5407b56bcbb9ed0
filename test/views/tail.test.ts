/** Following a file that grows: nothing is missed, nothing comes twice, and the file need not be there at first. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { tail } from '../../src/views/tail.js';

function inFolder(work: (file: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'pv-tail-'));
    try {
      await work(path.join(folder, 'growing file é.pvrec'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

/** Follows a file; `until` resolves when so much of it has been told. */
function follow(file: string) {
  let text = '';
  let told = (): void => {};
  const errors: Error[] = [];
  const tailing = tail(
    file,
    (bytes) => {
      text += Buffer.from(bytes).toString('latin1');
      told();
    },
    (error) => errors.push(error),
  );
  const until = (length: number) =>
    new Promise<void>((resolve) => {
      told = () => text.length >= length && resolve();
      told();
    });
  return { tailing, until, errors, text: () => text };
}

test(
  'a file that is made later is told from its beginning',
  inFolder(async (file) => {
    const { tailing, until, text } = follow(file);
    appendFileSync(file, 'one\n');
    await until(4);
    appendFileSync(file, 'two\n');
    await until(8);
    await tailing.finish();
    assert.equal(text(), 'one\ntwo\n');
  }),
);

test(
  'what is written right before the end is told',
  inFolder(async (file) => {
    const { tailing, text } = follow(file);
    let expected = '';
    for (let i = 0; i < 1000; i++) {
      const line = `${i}\n`;
      appendFileSync(file, line);
      expected += line;
    }
    await tailing.finish();
    assert.equal(text(), expected);
  }),
);

test(
  'a file larger than one reading is told whole',
  inFolder(async (file) => {
    const line = `${'x'.repeat(999)}\n`;
    appendFileSync(file, line.repeat(3500));
    const { tailing, text } = follow(file);
    await tailing.finish();
    assert.equal(text(), line.repeat(3500));
  }),
);

test(
  'after finish and dispose nothing more is told, and both may be called again',
  inFolder(async (file) => {
    appendFileSync(file, 'one\n');
    const { tailing, text } = follow(file);
    await tailing.finish();
    appendFileSync(file, 'two\n');
    await tailing.finish();
    tailing.dispose();
    assert.equal(text(), 'one\n');
  }),
);

test(
  'what cannot be read is told once',
  inFolder(async (file) => {
    const { tailing, errors } = follow(path.dirname(file));
    await tailing.finish();
    assert.deepEqual(
      errors.map((error) => (error as NodeJS.ErrnoException).code),
      ['EISDIR'],
    );
  }),
);

test(
  'what was being read when it was disposed is not told any more',
  inFolder(async (file) => {
    appendFileSync(file, 'x'.repeat(5_000_000));
    const { tailing, text } = follow(file);
    tailing.dispose();
    await tailing.finish();
    assert.equal(text(), '');
  }),
);
