/** `--otlp`: spans reach a collector while the run lasts, whatever the collector does, and each process knows its own. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { collector } from '../export/collector.js';
import { attribute, countSpans, otlpReader } from '../export/readers.js';
import { cli, fixture, processView, temporaryFolder } from '../process-view.js';

const everyKind = fixture('export/every-process-tells-its-trace-context.cjs');
const talk = fixture('export/a-child-ends-and-the-parent-waits-for-a-word.cjs');

interface Shown {
  role: string;
  pid?: number;
  traceparent?: string;
}

const shown = (stdout: string): Shown[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Shown);
const without = (env: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^(OTEL_|TRACEPARENT$)/.test(name)));
/** However busy the machine is: the collector here is given as long as it takes. */
const env = { ...without(process.env), OTEL_EXPORTER_OTLP_TIMEOUT: '120000' };

test('every process finds its own span in its environment, and the spans make the tree', async (t) => {
  const { address, spans, requests } = await collector(t);
  const given = { ...env, TRACEPARENT: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
  const file = path.join(temporaryFolder(t), 'run.pvrec');
  const ran = await processView(['run', '--otlp', address, '--record', file, everyKind], { env: given });
  assert.equal(ran.code, 0, ran.stderr);
  assert.match(ran.stderr, new RegExp(`${spans.length} spans sent to ${address}/v1/traces`));
  assert.deepEqual([...new Set(requests.map(({ url }) => url))], ['POST /v1/traces']);

  const told = shown(ran.stdout);
  const spanOf = (role: string) =>
    /^00-0af7651916cd43dd8448eb211c80319c-([\da-f]{16})-01$/.exec(
      told.find((one) => one.role === role)?.traceparent ?? '',
    )?.[1];
  const parentOf = (role: string) => spans.find(({ spanId }) => spanId === spanOf(role))?.parentSpanId;
  assert.equal(parentOf('main'), 'b7ad6b7169203331');
  for (const role of ['child', 'bare', 'worker']) assert.equal(parentOf(role), spanOf('main'), role);
  assert.equal(parentOf('grandchild'), spanOf('child'));
  for (const role of ['thread', 'other']) assert.equal(spanOf(role), spanOf('main'), role);

  const exported = await processView(['export', file, '--to', 'otlp']);
  const later = exported.stdout
    .trim()
    .split('\n')
    .flatMap(await otlpReader());
  const names = (all: { spanId: string; name: string }[]) =>
    new Set(all.filter(({ name }) => name !== 'receive').map(({ spanId }) => spanId));
  const hex = later.map((span) => ({ ...span, spanId: Buffer.from(span.spanId, 'base64').toString('hex') }));
  assert.deepEqual(names(spans), names(hex));
});

test('what is over is there while the run lasts', async (t) => {
  const { address, until } = await collector(t);
  const run = spawn(process.execPath, [cli, 'run', '--otlp', address, talk], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  t.after(() => run.kill());
  const isOver = (span: Parameters<typeof attribute>[0]) => attribute(span!, 'process_view.api') === 'fork';
  await until((spans) => spans.some(isOver));
  assert.equal(run.exitCode, null);
  run.stdin.end();
  const [code] = await once(run, 'exit');
  assert.equal(code, 0);
  await until((spans) => countSpans(spans).processes === 2);
});

test('without it nothing is sent, and the trace context is what it was', async (t) => {
  const { address, requests } = await collector(t);
  const given = { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: address, TRACEPARENT: 'as it was' };
  const { stdout, stderr, code } = await processView(['run', everyKind], { env: given });
  assert.equal(code, 0, stderr);
  for (const { role, traceparent } of shown(stdout))
    assert.equal(traceparent, role === 'bare' ? undefined : 'as it was');
  assert.equal(requests.length, 0);
});

test('env takes address and headers from OpenTelemetry’s variables', async (t) => {
  const { address, requests } = await collector(t);
  const headers = { OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b,x-other=1' };
  const { code } = await processView(['run', '--otlp', 'env', talk], {
    env: { ...env, ...headers, OTEL_EXPORTER_OTLP_ENDPOINT: `${address}/base/` },
  });
  assert.equal(code, 0);
  assert.equal(requests[0]?.url, 'POST /base/v1/traces');
  assert.equal(requests[0]?.headers['x-key'], 'a b');
  await processView(['run', '--otlp', 'env', talk], {
    env: { ...env, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${address}/own` },
  });
  assert.equal(requests.at(-1)?.url, 'POST /own');
  const missing = await processView(['run', '--otlp', 'env', talk], { env });
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /OTEL_EXPORTER_OTLP_ENDPOINT is set/);
});

test('a collector that is busy at first gets all of it in the end', async (t) => {
  const { address, spans, requests } = await collector(t, (response, n) => {
    response.writeHead(n < 3 ? 503 : 200, n < 3 ? { 'retry-after': '0' } : {}).end();
    return n >= 3;
  });
  const { code, stderr } = await processView(['run', '--otlp', address, talk], { env });
  assert.equal(code, 0);
  assert.ok(requests.length >= 3);
  assert.equal(countSpans(spans).processes, 2);
  assert.match(stderr, new RegExp(`${spans.length} spans sent`));
});

test('what a collector refuses, whole or in part, is said with its reason', async (t) => {
  const no = await collector(t, (response) => {
    response.writeHead(401, { 'content-type': 'text/plain' }).end('who are you?');
    return false;
  });
  const refused = await processView(['run', '--quiet', '--otlp', no.address, talk], { env });
  assert.equal(refused.code, 0);
  assert.match(refused.stderr, /spans were not sent to .*: 401 who are you\?/);
  const partly = await collector(t, (response, _, protobuf) => {
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end(protobuf.partly(2, 'too old'));
    return true;
  });
  const some = await processView(['run', '--otlp', partly.address, talk], { env });
  assert.match(some.stderr, /refused 2 spans: too old/);
});

test('one that is not there or never answers costs the run neither its exit code nor its output', async (t) => {
  const silent = await collector(t, () => false);
  const impatient = { ...env, OTEL_EXPORTER_OTLP_TIMEOUT: '300' };
  const plain = await processView(['run', '--quiet', talk], { env });
  for (const address of ['http://127.0.0.1:1', silent.address]) {
    const { code, stdout, stderr } = await processView(['run', '--quiet', '--otlp', address, talk], { env: impatient });
    assert.deepEqual({ code, stdout }, { code: plain.code, stdout: plain.stdout });
    assert.match(stderr, /spans were not sent to http.*The run and its recording are not concerned/);
  }
});

test('a secret that is redacted is in no span', async (t) => {
  const { address, spans } = await collector(t);
  const script = fixture('export/tell-a-secret-in-every-way.cjs');
  const secret = ['hunter2', 's3cr3t'].join('-');
  await processView(['run', '--redact', 'hunter2-[a-z0-9]+', '--otlp', address, script, secret], {
    env: { ...env, SECRET_OF_THE_TEST: secret },
  });
  const text = JSON.stringify(spans);
  assert.ok(text.includes('[redacted]'));
  assert.equal(text.includes('hunter2'), false);
});
