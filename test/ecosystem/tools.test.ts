/** Programs that nobody here wrote end under Process View as they end without it, and their processes and threads stand in the tree. */
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { nodeBinary } from '../nodes.mjs';
import { packages } from '../packages.mjs';
import { type Ended, eventsOf, ofType, processView, start } from '../process-view.js';
import { project } from '../wrapper/project.js';
import { type Tool, tools } from './tools.js';

/** The Node of these runs: several of the programs want a newer one than our oldest. */
const node = await nodeBinary(24);

/** The results in a program's output, in an order that does not depend on which worker was faster. */
const results = ({ stdout, stderr }: Ended, { results: pattern }: Tool): string[] =>
  [...`${stdout}\n${stderr}`.matchAll(pattern)].map(([line]) => line.trim()).sort();

function environment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env;
  return { ...env, PATH: `${path.dirname(node)}${path.delimiter}${env.PATH}`, NO_COLOR: '1', CI: '1' };
}

for (const [name, tool] of Object.entries(tools)) {
  test(name, async () => {
    using made = project(tool.files);
    const options = { cwd: made.folder, env: environment() };
    if (tool.packages.length > 0)
      symlinkSync(
        path.join(await packages(...tool.packages), 'node_modules'),
        path.join(made.folder, 'node_modules'),
        'junction',
      );
    const without = await start(node, [tool.script, ...tool.args], options).ended;
    const file = path.join(made.folder, 'run.pvrec');
    const withUs = await processView(['run', '--node', node, '--record', file, tool.script, ...tool.args], options);

    assert.notEqual(results(without, tool).length, 0, `${without.stdout}\n${without.stderr}`);
    assert.deepEqual(results(withUs, tool), results(without, tool));
    assert.equal(without.code, tool.exitCode);
    assert.equal(withUs.code, tool.exitCode);
    checkTree(eventsOf(file), tool);
  });
}

function checkTree(events: ReturnType<typeof eventsOf>, tool: Tool): void {
  const started = ofType(events, 'start').filter(({ tid }) => tid === undefined);
  const workers = started.slice(1).filter(({ command }) => tool.worker.test(command.join(' ')));
  assert.ok(workers.length >= tool.children, JSON.stringify(started.map(({ command }) => command)));
  if (tool.children === 0) assert.ok(ofType(events, 'thread-start').length >= 1, 'no thread stands in the tree');
  assert.deepEqual(orphans(events), [], 'a message was received that nobody sent');
  if (tool.pool !== undefined) checkNames(events, tool.pool);
}

/** The workers of a pool are called after it, and numbered. */
function checkNames(events: ReturnType<typeof eventsOf>, pool: string): void {
  const made = [...ofType(events, 'spawn'), ...ofType(events, 'thread-start')].filter(({ by }) => by === pool);
  const names = made.map(({ name }) => name).sort();
  assert.ok(names.length > 0, `nobody was started by ${pool}`);
  assert.deepEqual(names, names.map((_, n) => `${pool} worker ${n + 1}`).sort());
}

/** Messages that were received and that nobody sent. */
function orphans(events: ReturnType<typeof eventsOf>): string[] {
  const sent = new Set(ofType(events, 'send').map(({ message }) => message));
  return ofType(events, 'receive')
    .map(({ message }) => message)
    .filter((message) => !sent.has(message));
}
