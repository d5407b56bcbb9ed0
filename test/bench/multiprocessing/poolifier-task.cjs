// The tasks as poolifier wants them; the folder with poolifier comes by the environment.
const { createRequire } = require('node:module');
const tasks = require('./task.cjs');
const { ClusterWorker } = createRequire(process.env.BENCH_PEERS)('poolifier');

module.exports = new ClusterWorker({ empty: () => tasks.empty(), oneMillisecond: () => tasks.oneMillisecond() });
