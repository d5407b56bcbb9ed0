/** `process-view/testing`, as built: runs that are recorded, rules that hold or not, hangs, what never ends, and what is said of them. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { isAlive } from '../../src/session/process-table.js';
import type * as Testing from '../../src/testing/index.js';
import { fixture, temporaryFolder } from '../process-view.js';
import { waitFor } from '../wait-for.js';

const require = createRequire(import.meta.url);
const { HangError, model, openRecording, recording, RulesError, RunError }: typeof Testing = require(
  path.resolve('dist/testing/index.js'),
);

/** Where what is kept of the runs goes, to be gone with the tests. */
const kept = mkdtempSync(path.join(os.tmpdir(), 'pv-test-'));
after(() => rmSync(kept, { recursive: true, force: true }));
for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = kept;

const twoWorkers = fixture('testing/two-workers-answer.cjs');
/** Nobody waits for a machine that is busy. */
const patient = { timeout: 120_000 };

const rejected = (running: Promise<unknown>): Promise<Error> =>
  running.then(
    () => assert.fail('it was not rejected'),
    (error) => error as Error,
  );

/** Nobody of a run lives on. */
async function nobodyIsLeft({ recording }: Testing.Recorded): Promise<void> {
  const pids = recording.processes.filter(({ collector }) => !collector).map(({ pid }) => pid);
  assert.notEqual(pids.length, 0);
  await waitFor(() => pids.every((pid) => !isAlive(pid)));
}

test('a run gives what it printed, how it ended, and its events in the words of the rules', async () => {
  const env = { CODE: '3', NOT_FOR_IT: undefined };
  const run = await recording(pathToFileURL(twoWorkers), { args: ['at', 'once'], env, ...patient });
  assert.deepEqual([run.exitCode, run.stdout, run.stderr], [3, 'both answered at once\n', '']);
  run.holds('every put is got', 'no process outlives main\nno hang', 'join(one) before output("both")');
  assert.deepEqual(
    run.events('put by main').map(({ type, process, text }) => [type, process, text]),
    [
      ['send', 'main', '"one"'],
      ['send', 'main', '"two"'],
    ],
  );
  const [join] = run.events('join(two)');
  assert.match(join!.at!, /two-workers-answer\.cjs:15:\d+$/);
  assert.equal(run.explain().hangs.length, 0);
  assert.equal(model.ledger(run.recording).reduce((sum, book) => sum + book.received, 0) >= 4, true);
});

test('rules that do not hold are told with why, the step and the line, and the run is kept to be seen', async () => {
  const run = await recording(twoWorkers, patient);
  const [put] = run.events('put by main');
  const rules = ['every put is got', 'count(put by main) == 1', 'output("nothing") before exit(main)'];
  const broken = run.broken(...rules);
  assert.deepEqual(
    broken.map(({ rule, step }) => [rule, step !== undefined]),
    [
      [rules[1], true],
      [rules[2], true],
    ],
  );
  const error = (() => {
    try {
      run.holds(...rules);
    } catch (error) {
      return error;
    }
  })();
  assert.ok(error instanceof RulesError);
  assert.deepEqual(error.broken, broken);
  assert.match(error.message, /^2 of 3 rules do not hold:\n {2}count\(put by main\) == 1\n {6}It happened 2 times\.\n/);
  assert.match(error.message, /at step \d+, .*two-workers-answer\.cjs:13:\d+/);
  assert.match(error.stack!, /recording\.test/);
  const [, file] = /process-view open (.*)$/.exec(error.message)!;
  assert.equal(file, run.file());
  assert.deepEqual(openRecording(file!).events('put by main')[0], put);
});

test('what is no rule, or no event, is refused, and so is a test that asserts nothing', async (t) => {
  const file = path.join(temporaryFolder(t), 'kept.pvrec');
  const run = await recording(twoWorkers, { record: file, ...patient });
  assert.equal(run.file(), file);
  assert.ok(existsSync(file));
  assert.throws(() => run.holds('every put is eaten'), /^SyntaxError: Line 1: "eaten" stands where "got" should be\.$/);
  assert.throws(() => run.holds('', '# only a comment'), SyntaxError);
  assert.throws(() => run.events('joined(one)'), /there is no event "joined"/);
  assert.throws(() => run.events('join(one) before'), SyntaxError);
  assert.match((await rejected(recording(twoWorkers, { until: 'count(' }))).message, /Line 1/);
});

const hanging = fixture('explain/join-before-the-queue-is-drained.cjs');

test('a program that hangs is ended, and the error says why it hangs', async () => {
  const error = await rejected(recording(hanging, patient));
  assert.ok(error instanceof HangError);
  assert.match(
    error.message,
    /hangs\.\n {2}main \(join-before-the-queue-is-drained\.cjs:13\) waits for worker to end; worker /,
  );
  assert.match(error.message, /its only reader is main/);
  await nobodyIsLeft(error.run!);
});

test('a hang that a test waits for', async () => {
  const run = await recording(hanging, { until: 'hang', hangAfter: 100, ...patient });
  assert.match(run.explain().hangs[0]!, /^main .* waits for worker to end/);
  assert.deepEqual(
    run.broken('no hang').map(({ rule }) => rule),
    ['no hang'],
  );
  await nobodyIsLeft(run);
  const error = await rejected(recording(twoWorkers, { until: 'hang', ...patient }));
  assert.match(error.message, /did not hang: it ended with exit code 0\./);
});

const server = fixture('testing/a-server-and-its-worker.cjs');

test('what never ends is ended as soon as a rule holds', async () => {
  await assert.rejects(recording(server, { until: 'receive by main' }), SyntaxError, 'an event alone is no rule');
  const until = 'count(receive by main) >= 4\ncount(output("heard: you")) == 1';
  const ran = await recording(server, { until, input: 'you', ...patient });
  assert.ok(ran.events('receive by main').length >= 4);
  await nobodyIsLeft(ran);
  const error = await rejected(recording(twoWorkers, { until: 'count(error) == 1', ...patient }));
  assert.match(
    error.message,
    /ended with exit code 0, and what was waited for had not come:\n {2}count\(error\) == 1\n/,
  );
});

test('what is not over in time is ended, and the error says who was there', async () => {
  const error = await rejected(recording(fixture('testing/computes-for-ever.cjs'), { timeout: 1000 }));
  assert.ok(error instanceof RunError);
  assert.match(error.message, /computes-for-ever\.cjs had not ended after 1 s and was stopped/);
  if (error.run !== undefined) await nobodyIsLeft(error.run);
});

test('a test that is given up ends its run', async () => {
  const abort = new AbortController();
  const running = recording(server, { signal: abort.signal, ...patient });
  const reason = new Error('enough');
  abort.abort(reason);
  assert.equal(await rejected(running), reason);
  assert.equal(await rejected(recording(server, { signal: abort.signal })), reason);
});

test('what cannot be run is told in a sentence', async () => {
  const missing = await rejected(recording('not-there.ts'));
  assert.ok(missing instanceof RunError);
  assert.match(missing.message, /not-there\.ts/);
  assert.doesNotMatch(missing.message, /^process-view/);
});
