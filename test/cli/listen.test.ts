/** `process-view listen`, as a debugger uses it: a program that somebody else starts is recorded, and redacted as `run` does it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { collector } from '../export/collector.js';
import { cli, eventsOf, fixture, ofType, start, temporaryFolder } from '../process-view.js';

interface Given {
  env: Record<string, string>;
  node: string;
  nodeArgs: string[];
}

type Context = Parameters<typeof temporaryFolder>[0];

/** Listens; `end` says that the program is over and gives what was said meanwhile. */
async function listen(t: Context, args: string[], env: NodeJS.ProcessEnv) {
  const listener = spawn(process.execPath, [cli, 'listen', ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  t.after(() => listener.kill());
  let said = '';
  listener.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [line] = (await once(createInterface(listener.stdout), 'line')) as [string];
  const end = async () => {
    listener.stdin.end();
    const [code] = await once(listener, 'close');
    return { code, said };
  };
  return { given: JSON.parse(line) as Given, end };
}

test('a secret is in nothing that is recorded or sent of a program that another starts', async (t) => {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'run.pvrec');
  const { address, spans } = await collector(t);
  const script = fixture('export/tell-a-secret-in-every-way.cjs');
  const secret = ['hunter2', 's3cr3t'].join('-');
  const options = ['--redact', 'hunter2-[a-z0-9]+', '--record', file, '--otlp', address];
  const { given, end } = await listen(t, ['--as-is', ...options, script, secret], {
    ...process.env,
    ...{ TMPDIR: folder, OTEL_EXPORTER_OTLP_TIMEOUT: '120000' },
  });
  const env = { ...process.env, ...given.env, SECRET_OF_THE_TEST: secret };
  const program = await start(given.node, [...given.nodeArgs, script, secret], { env }).ended;
  assert.ok(program.stdout.includes(secret), 'the program itself is not touched');
  const { code, said } = await end();
  assert.equal(code, 0);
  assert.equal(said.includes('hunter2'), false, said);
  for (const name of readdirSync(folder))
    assert.equal(readFileSync(path.join(folder, name)).includes('hunter2'), false, name);
  assert.equal(JSON.stringify(spans).includes('hunter2'), false);

  const events = eventsOf(file);
  for (const type of ['spawn', 'start', 'send', 'output', 'error'] as const) {
    const told = ofType(events, type);
    assert.ok(
      told.some((event) => JSON.stringify(event).includes('[redacted]')),
      type,
    );
  }
  assert.equal(ofType(events, 'exit').length, 2);
  assert.equal(spans.filter(({ name }) => name === 'main').length, 1);
});
