/** `process-view export` and `merge` as a person calls them; and that a secret is found nowhere in what comes of a redacted run. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { collector } from '../export/collector.js';
import { countSpans } from '../export/readers.js';
import { fixture, processView, temporaryFolder } from '../process-view.js';
import { story } from '../webview/recordings.js';

type Context = Parameters<typeof temporaryFolder>[0];

function recorded(t: Context): { folder: string; file: string } {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'run.pvrec');
  writeFileSync(file, story().bytes());
  return { folder, file };
}

const formats = ['perfetto', 'chrome', 'otlp', 'csv', 'html', 'mermaid', 'svg'] as const;

test('each format goes into a file, or on standard output the same', async (t) => {
  const { folder, file } = recorded(t);
  for (const format of formats.filter((name) => name !== 'html')) {
    const out = path.join(folder, `out.${format}`);
    const { code, stderr } = await processView(['export', file, '--to', format, '--out', out]);
    assert.equal(code, 0, stderr);
    assert.ok(stderr.includes(`Written to ${out}`), stderr);
    const { stdout } = await processView(['export', file, '--to', format]);
    assert.equal(stdout, readFileSync(out, 'utf8'), format);
  }
});

test('what cannot be done is said, with what to do', async (t) => {
  const { folder, file } = recorded(t);
  const cases: [string[], RegExp][] = [
    [['export', file], /--to and one of perfetto, chrome/],
    [['export', file, '--to', 'pdf'], /no format "pdf"/],
    [['export', '--to', 'csv'], /needs a recording/],
    [['export', file, '--to', 'csv', '--out', file], /would be overwritten/],
    [['export', file, '--to', 'csv', '--from-step', '999'], /has the steps 1 to/],
    [['export', file, '--to', 'csv', '--from-step', '9', '--to-step', '3'], /earlier one first/],
    [['export', file, '--to', 'csv', '--filter', 'text:nowhere-to-be-found'], /nothing was exported/],
    [['export', file, '--to', 'csv', '--filter', '('], /not understood/],
    [['export', file, '--to', 'csv', '--endpoint', 'http://localhost'], /is for --to otlp/],
    [['export', file, '--to', 'otlp', '--endpoint', 'nowhere'], /no address of a collector/],
    [['export', file, '--to', 'csv', '--out', path.join(folder, 'no', 'x.csv')], /cannot be written/],
    [['merge', file], /merge needs two recordings/],
    [['merge', file, file, '--out', file], /would be overwritten/],
  ];
  for (const [args, expected] of cases) {
    const { code, stderr } = await processView(args);
    assert.equal(code, 2, args.join(' '));
    assert.match(stderr, expected);
  }
  assert.deepEqual(readFileSync(file), story().bytes());
});

test('a range and a filter leave only what they say', async (t) => {
  const { file } = recorded(t);
  const { stdout } = await processView([
    'export',
    file,
    '--to',
    'csv',
    '--filter',
    'type:send',
    '--from-step',
    '5',
    '--to-step',
    '40',
  ]);
  const rows = stdout.trim().split('\r\n').slice(1);
  assert.ok(rows.length > 0);
  for (const row of rows) {
    const step = Number(row.split(',')[0]);
    assert.ok(step >= 5 && step <= 40, row);
  }
});

test('spans reach a collector, which may ask to try again', async (t) => {
  const { file } = recorded(t);
  const { address, spans, requests } = await collector(t, (response, n) => {
    response.writeHead(n === 1 ? 503 : 200, { 'content-type': 'application/json' }).end('{}');
    return n > 1;
  });
  const { code, stderr } = await processView(['export', file, '--to', 'otlp', '--endpoint', address]);
  assert.equal(code, 0, stderr);
  assert.equal(requests[1]?.url, 'POST /v1/traces');
  assert.equal(countSpans(spans).processes, 5);
  assert.match(stderr, new RegExp(`${spans.length} spans sent`));
});

test('a collector that is not there, or says no, is named', async (t) => {
  const { file } = recorded(t);
  const { code, stderr } = await processView(['export', file, '--to', 'otlp', '--endpoint', 'http://127.0.0.1:1']);
  assert.equal(code, 2);
  assert.match(stderr, /collector at http:\/\/127\.0\.0\.1:1\/v1\/traces did not take the spans/);
});

test('two recordings become one', async (t) => {
  const { folder, file } = recorded(t);
  const [other, out] = [path.join(folder, 'other.pvrec'), path.join(folder, 'both.pvrec')];
  writeFileSync(other, readFileSync(file, 'utf8').replace('"desk"', '"shelf"'));
  const { code, stderr } = await processView(['merge', file, other, '--out', out]);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /other\.pvrec \(shelf\): shifted by .* which may be off by ±/);
  const { stdout } = await processView(['show', '--tree', out]);
  assert.match(stdout, /producer @shelf \(10000110\)/);
  assert.match(stdout, /10 processes/);
});

test('a secret in payload, environment, command line, output and error is nowhere in recording, exports and log', async (t) => {
  const folder = temporaryFolder(t);
  const secret = ['hunter2', 's3cr3t'].join('-');
  const envFile = path.join(folder, 'secrets.env');
  writeFileSync(envFile, `SECRET_OF_THE_TEST=${secret}\n`);
  const file = path.join(folder, 'run.pvrec');
  const env = {
    ...process.env,
    TMPDIR: folder,
    TRACEPARENT: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  };
  const script = fixture('export/tell-a-secret-in-every-way.cjs');
  const options = ['--redact', 'hunter2-[a-z0-9]+', '--env-file', envFile, '--record', file];
  const { stdout, stderr } = await processView(['run', ...options, script, secret], { env });
  assert.ok(stdout.includes(secret), 'the script itself is not touched');
  const log = stderr
    .split('\n')
    .filter((line) => line.startsWith('process-view:'))
    .join('\n');
  assert.equal(log.includes(secret), false, log);
  for (const format of formats)
    assert.equal((await processView(['export', file, '--to', format, '--out', path.join(folder, format)])).code, 0);
  for (const name of readdirSync(folder).filter((name) => name !== 'secrets.env')) {
    assert.equal(readFileSync(path.join(folder, name)).includes('hunter2'), false, name);
  }
  const recording = readFileSync(file, 'utf8');
  for (const type of ['spawn', 'start', 'send', 'output', 'error'])
    assert.match(recording, new RegExp(`"type":"${type}".*\\[redacted\\]`), type);
  assert.match(readFileSync(path.join(folder, 'otlp'), 'utf8'), /"traceId":"0af7651916cd43dd8448eb211c80319c"/);
});
