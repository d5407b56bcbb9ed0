/** What the wrapper and the probe do together: threads of every kind, places in the source under every runner. */
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import type { RunnerName } from '../../src/session/runner/index.js';
import { majors, nodeBinary } from '../nodes.mjs';
import { packages } from '../packages.mjs';
import { ofType, record } from '../process-view.js';
import { type Files, project } from './project.js';

const threads: Files = {
  'main.ts': `
    import { once } from 'node:events';
    import path from 'node:path';
    import { Worker } from 'node:worker_threads';
    class Own extends Worker {}
    const ask = async (options: object): Promise<unknown> => {
      const worker = new Own(path.join(path.dirname(process.argv[1]!), 'worker.ts'), options);
      const [told] = await once(worker, 'message');
      return [told, worker instanceof Worker];
    };
    const all = [{}, { execArgv: [] }, { env: {} }, { env: { ...process.env, NODE_OPTIONS: '--no-warnings' }, execArgv: ['--no-deprecation'] }];
    (async () => { for (const options of all) console.log(JSON.stringify(await ask(options))); })();`,
  'worker.ts': `
    import { parentPort } from 'node:worker_threads';
    enum Number { One = 1 }
    parentPort!.postMessage([Number.One, process.env.NODE_OPTIONS, process.execArgv]);`,
};

/** Both kinds of module and every Node, each in one of the ways. */
const kinds = [
  [20, 'module'],
  [22, 'commonjs'],
  [24, 'module'],
  [26, 'commonjs'],
] as const;

for (const [node, type] of kinds) {
  test(`threads with an environment or options of their own are followed too, Node ${node}, type ${type}`, async (t) => {
    using made = project({ 'package.json': { type }, ...threads });
    const run = await record(t, ['--node', await nodeBinary(node), 'main.ts'], { cwd: made.folder });
    const lines = [
      [1, null, []],
      [1, null, []],
      [1, null, []],
      [1, '--no-warnings', ['--no-deprecation']],
    ];
    assert.equal(run.stdout, lines.map((told) => `${JSON.stringify([told, true])}\n`).join(''), run.stderr);
    const sends = ofType(run.events, 'send').map(({ message, tid }) => [message, tid]);
    const receives = ofType(run.events, 'receive').map(({ message }) => message);
    assert.equal(receives.length, 4);
    assert.deepEqual(
      sends.map(([message]) => message),
      receives,
    );
    assert.equal(new Set(sends.map(([, tid]) => tid)).size, 4);
  });
}

/** A program that forks, sends, and waits, behind types that take lines when they are erased. */
const talking: Files = {
  'main.ts': `import { fork } from 'node:child_process';
import path from 'node:path';

interface Greeting {
  text: string;
}

type Folder = string;

const folder: Folder = path.dirname(process.argv[1]!);
const child = fork(path.join(folder, 'child.ts'));
function greet(greeting: Greeting): void {
  child.send(greeting);
}
greet({ text: 'hello' });
`,
  'child.ts': `interface Greeting {
  text: string;
}

process.once('message', (greeting: Greeting) => {
  process.send!(greeting.text.length);
  process.disconnect();
});
`,
};

const ways: [RunnerName, number, string][] = [
  ...majors.flatMap((node) =>
    ['commonjs', 'module'].map((type): [RunnerName, number, string] => ['ts-node', node, type]),
  ),
  ...kinds.map(([node, type]): [RunnerName, number, string] => ['tsx', node, type]),
  ['node', 22, 'module'],
  ['node', 26, 'module'],
];

for (const [runner, node, type] of ways) {
  test(`the places of a fork and of the sends are those in the TypeScript, ${runner}, Node ${node}, type ${type}`, async (t) => {
    using made = project({ 'package.json': { type }, ...talking });
    if (runner === 'tsx') made.link('tsx', await packages('tsx@4.23.15'));
    const args = ['--node', await nodeBinary(node), '--runner', runner, 'main.ts'];
    const { events, code, stderr } = await record(t, args, { cwd: made.folder });
    assert.equal(code, 0, stderr);
    const sites = ofType(events, 'site');
    const placeOf = ({ pid, at }: { pid: number; at?: number }): string | undefined => {
      const site = sites.find((s) => s.pid === pid && s.site === at);
      return site && `${path.relative(made.folder, site.file)}:${site.line}:${site.column}`;
    };
    const spawned = ofType(events, 'spawn').filter(({ command }) => command.some((word) => word.endsWith('child.ts')));
    // Of a call of an imported name TypeScript's CommonJS knows the place of the brackets alone.
    const column = runner === 'ts-node' && type === 'commonjs' ? 19 : 15;
    assert.deepEqual(spawned.map(placeOf), [`main.ts:11:${column}`]);
    const sends = ofType(events, 'send').filter(({ channel }) => channel === `ipc/${spawned[0]!.child}`);
    assert.deepEqual(sends.map(placeOf), ['main.ts:13:9', 'child.ts:6:11']);
  });
}
