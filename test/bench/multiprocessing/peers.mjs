// The pools that ours is measured against, each with its processes and two workers, behind one face: `call(name)` and `end()`.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { packages } from '../../packages.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const at = (file) => path.join(folder, file);
const versions = ['workerpool@10.0.3', 'jest-worker@30.5.1', 'tinypool@2.2.0', 'poolifier@5.3.2', 'worker-farm@1.7.0'];

/** Each peer by its name: a function that makes its pool. */
export async function peers() {
  const home = path.join(await packages(...versions), 'package.json');
  process.env.BENCH_PEERS = home;
  const load = createRequire(home);
  return {
    workerpool: workerpool(load),
    'jest-worker': jestWorker(load),
    tinypool: tinypool(home),
    poolifier: poolifier(load),
    'worker-farm': workerFarm(load),
  };
}

const workerpool = (load) => () => {
  const pool = load('workerpool').pool(at('workerpool-task.cjs'), {
    workerType: 'process',
    minWorkers: 2,
    maxWorkers: 2,
  });
  return { call: (name) => pool.exec(name), end: () => pool.terminate() };
};

const jestWorker = (load) => () => {
  const worker = new (load('jest-worker').Worker)(at('task.cjs'), {
    numWorkers: 2,
    exposedMethods: ['empty', 'oneMillisecond'],
  });
  return { call: (name) => worker[name](), end: () => worker.end() };
};

const tinypool = (home) => async () => {
  const { Tinypool } = await import(createRequire(home).resolve('tinypool'));
  const filename = new URL('./tinypool-task.mjs', import.meta.url).href;
  const pool = new Tinypool({ filename, runtime: 'child_process', minThreads: 2, maxThreads: 2 });
  return { call: (name) => pool.run(name), end: () => pool.destroy() };
};

const poolifier = (load) => () => {
  const pool = new (load('poolifier').FixedClusterPool)(2, at('poolifier-task.cjs'));
  return { call: (name) => pool.execute(undefined, name), end: () => pool.destroy() };
};

const workerFarm = (load) => () => {
  const farm = load('worker-farm');
  const workers = farm({ maxConcurrentWorkers: 2 }, at('worker-farm-task.cjs'), ['empty', 'oneMillisecond']);
  const call = (name) => new Promise((done, fail) => workers[name]((error) => (error ? fail(error) : done())));
  return { call, end: () => new Promise((done) => farm.end(workers, done)) };
};
