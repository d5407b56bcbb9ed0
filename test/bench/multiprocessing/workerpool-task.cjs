// The tasks as workerpool wants them; the folder with workerpool comes by the environment.
const { createRequire } = require('node:module');
const { empty, oneMillisecond } = require('./task.cjs');

createRequire(process.env.BENCH_PEERS)('workerpool').worker({ empty, oneMillisecond });
