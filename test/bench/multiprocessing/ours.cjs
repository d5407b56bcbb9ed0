// Ours, as a user would write it; CommonJS, as the peers are.
const { Pool, Process } = require('process-view/multiprocessing');
const { empty, oneMillisecond } = require('./task.cjs');

const tasks = { empty, oneMillisecond };

exports.pool = () => {
  const pool = new Pool(2);
  return {
    call: (name) => pool.applyAsync(tasks[name]).get(),
    map: (name, items) => pool.map(tasks[name], items),
    end: () => pool[Symbol.asyncDispose](),
  };
};

exports.startAndJoin = async (startMethod) => {
  const child = new Process({ target: empty, startMethod });
  child.start();
  await child.join();
};
