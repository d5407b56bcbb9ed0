/** The programs of others that run under Process View in these tests, each with the project it works on. */
import type { Files } from '../wrapper/project.js';

/** One program and one thing that it does. */
export interface Tool {
  /** The package as it is installed, `name@version`, and what else it needs. */
  packages: string[];
  /** The script, from the project's folder. */
  script: string;
  args: string[];
  files: Files;
  /** How many processes beside the first the tree must have at the least, none of them blind. */
  children: number;
  /** A part of the command of each such process. */
  worker: RegExp;
  /** The package that starts its workers, where it is a pool that is known: they are called after it. */
  pool?: string;
  /** What of its output is the same in every run. */
  results: RegExp;
  exitCode: number;
}

const eight = [1, 2, 3, 4, 5, 6, 7, 8];

/** Eight files of tests, of which the last has one that fails. */
const testFiles = (folder: string, extension: string, text: (n: number) => string): Files =>
  Object.fromEntries(eight.map((n) => [`${folder}/number-${n}.test.${extension}`, text(n)]));

export const tools: Record<string, Tool> = {
  'jest, whose workers are processes': {
    packages: ['jest@30.5.2'],
    script: 'node_modules/jest/bin/jest.js',
    args: ['--maxWorkers', '2', '--no-cache'],
    files: {
      'package.json': { jest: { testEnvironment: 'node' } },
      ...testFiles('tests', 'js', (n) => `test('number ${n}', () => expect(${n}).not.toBe(8));`),
    },
    children: 2,
    worker: /jest-worker/,
    pool: 'jest-worker',
    results: /^(Tests|Test Suites): .*$/gm,
    exitCode: 1,
  },
  'mocha --parallel': {
    packages: ['mocha@12.0.3'],
    script: 'node_modules/mocha/bin/mocha.js',
    args: ['--parallel', '--jobs', '2', 'tests/*.js'],
    files: testFiles('tests', 'js', (n) => `it('number ${n}', () => { if (${n} === 8) throw new Error('eight'); });`),
    children: 2,
    worker: /worker\.cjs/,
    results: /^ +\d+ (passing|failing)/gm,
    exitCode: 1,
  },
  'vitest, whose workers are processes, on TypeScript': {
    packages: ['vitest@5.1.1'],
    script: 'node_modules/vitest/vitest.mjs',
    args: ['run', '--pool=forks', '--maxWorkers=2', '--no-color'],
    files: testFiles(
      'tests',
      'ts',
      (n) =>
        `import { expect, test } from 'vitest';\nenum Number { N = ${n} }\ntest('number ${n}', () => expect(Number.N as number).not.toBe(8));`,
    ),
    children: 2,
    worker: /vitest/,
    pool: 'vitest',
    results: /^ +(Tests|Test Files) .*$/gm,
    exitCode: 1,
  },
  'vitest, whose workers are threads': {
    packages: ['vitest@5.1.1'],
    script: 'node_modules/vitest/vitest.mjs',
    args: ['run', '--pool=threads', '--maxWorkers=2', '--no-color'],
    files: testFiles(
      'tests',
      'js',
      (n) => `import { expect, test } from 'vitest';\ntest('number ${n}', () => expect(${n}).toBeLessThan(9));`,
    ),
    children: 0,
    worker: /./,
    pool: 'vitest',
    results: /^ +(Tests|Test Files) .*$/gm,
    exitCode: 0,
  },
  ava: {
    packages: ['ava@7.0.0'],
    script: 'node_modules/ava/entrypoints/cli.mjs',
    args: ['--no-worker-threads', '--concurrency', '2', '--tap'],
    files: {
      'package.json': { type: 'module' },
      ...testFiles('tests', 'js', (n) => `import test from 'ava';\ntest('number ${n}', (t) => t.not(${n}, 8));`),
    },
    children: 8,
    worker: /ava/,
    pool: 'ava',
    results: /^# (tests|pass|fail|skip) \d+|^1\.\.\d+/gm,
    exitCode: 1,
  },
  concurrently: {
    packages: ['concurrently@10.0.7'],
    script: 'node_modules/concurrently/dist/bin/index.js',
    args: ['--no-color', 'node one.js', 'node two.ts'],
    files: {
      'one.js': `console.log('one');`,
      'two.ts': `const two: number = 2;\nconsole.log('two', two);\nprocess.exitCode = 3;`,
    },
    children: 2,
    worker: /one\.js|two\.ts/,
    results: /^\[\d\] (one|two.*|.* exited with code \d)$/gm,
    exitCode: 1,
  },
  nodemon: {
    packages: ['nodemon@3.1.14'],
    script: 'node_modules/nodemon/bin/nodemon.js',
    args: ['--exitcrash', '--quiet', 'server.js'],
    files: { 'server.js': `console.log('started');\nprocess.exitCode = 4;` },
    children: 1,
    worker: /server\.js/,
    results: /^started$/gm,
    // Nodemon's own: its script crashed.
    exitCode: 1,
  },
  'npm run': {
    packages: [],
    script: 'start.js',
    args: [],
    files: {
      'package.json': { scripts: { prework: 'node first.js', work: 'node first.js && node second.ts' } },
      // Of npm the script, as a person's terminal finds it.
      'start.js': `const { spawnSync } = require('node:child_process');\nprocess.exitCode = spawnSync('npm run --silent work', { shell: true, stdio: 'inherit' }).status;`,
      'first.js': `console.log('first', process.env.npm_lifecycle_event);`,
      'second.ts': `const five: number = 5;\nconsole.log('second', process.env.npm_lifecycle_event);\nprocess.exitCode = five;`,
    },
    children: 4,
    worker: /npm|first\.js|second\.ts/,
    results: /^(first|second).*$/gm,
    exitCode: 5,
  },
  piscina: {
    packages: ['piscina@5.3.2'],
    script: 'main.mjs',
    args: [],
    files: {
      'main.mjs': `import Piscina from 'piscina';
        const pool = new Piscina({ filename: new URL('./task.mjs', import.meta.url).href, maxThreads: 2 });
        console.log((await Promise.all([1, 2, 3, 4].map((n) => pool.run(n)))).join());
        await pool.close();`,
      'task.mjs': 'export default (n) => n * n;',
    },
    children: 0,
    worker: /./,
    pool: 'piscina',
    results: /^1,4,9,16$/gm,
    exitCode: 0,
  },
  workerpool: {
    packages: ['workerpool@10.0.3'],
    script: 'main.js',
    args: [],
    files: {
      'main.js': `const pool = require('workerpool').pool(__dirname + '/task.js', { workerType: 'process', maxWorkers: 2 });
        Promise.all([1, 2, 3, 4].map((n) => pool.exec('square', [n]))).then((all) => { console.log(all.join()); return pool.terminate(); });`,
      'task.js': `require('workerpool').worker({ square: (n) => n * n });`,
    },
    children: 2,
    worker: /task\.js/,
    pool: 'workerpool',
    results: /^1,4,9,16$/gm,
    exitCode: 0,
  },
  tinypool: {
    packages: ['tinypool@2.2.0'],
    script: 'main.mjs',
    args: [],
    files: {
      'main.mjs': `import Tinypool from 'tinypool';
        const pool = new Tinypool({ filename: new URL('./task.mjs', import.meta.url).href, runtime: 'child_process', minThreads: 2, maxThreads: 2 });
        console.log((await Promise.all([1, 2, 3, 4].map((n) => pool.run(n)))).join());
        await pool.destroy();`,
      'task.mjs': 'export default (n) => n * n;',
    },
    children: 2,
    worker: /tinypool/,
    pool: 'tinypool',
    results: /^1,4,9,16$/gm,
    exitCode: 0,
  },
  'pm2, whose daemon starts a cluster': {
    packages: ['pm2@7.0.4'],
    script: 'main.js',
    args: [],
    files: {
      'main.js': `process.env.PM2_HOME = __dirname + '/home';
        const pm2 = require('pm2');
        const end = (code) => pm2.killDaemon(() => process.exit(code));
        const check = (error) => { if (error) { console.error(error); end(9); } };
        setTimeout(end, 60_000, 8); // Else its daemon would stay for ever.
        pm2.connect((error) => {
          check(error);
          pm2.launchBus((error, bus) => {
            check(error);
            const said = [];
            bus.on('process:msg', ({ data }) => {
              if (said.push(data.number) < 2) return;
              console.log(said.sort().join());
              end(6);
            });
            // A script's path with a blank in it is a command to it.
            pm2.start({ script: 'app.js', cwd: __dirname, instances: 2, exec_mode: 'cluster' }, check);
          });
        });`,
      'app.js': `process.send({ type: 'process:msg', data: { number: 7 + Number(process.env.NODE_APP_INSTANCE) } });
        setInterval(() => {}, 1000);`,
    },
    children: 3,
    worker: /Daemon\.js|ProcessContainer\.js/,
    results: /^7,8$/gm,
    exitCode: 6,
  },
  'eslint --concurrency': {
    packages: ['eslint@10.15.0'],
    script: 'node_modules/eslint/bin/eslint.js',
    args: ['--concurrency', '2', 'tests'],
    files: {
      'eslint.config.mjs': `export default [{ rules: { 'no-undef': 'error' } }];`,
      ...testFiles('tests', 'js', (n) => `nothing${n}();`),
    },
    children: 0,
    worker: /./,
    results: /^.*\d+ problems.*$/gm,
    exitCode: 1,
  },
};
