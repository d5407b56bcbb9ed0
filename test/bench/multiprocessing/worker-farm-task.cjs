// The tasks as worker-farm wants them.
const tasks = require('./task.cjs');

module.exports = {
  empty: (done) => done(null, tasks.empty()),
  oneMillisecond: (done) => done(null, tasks.oneMillisecond()),
};
