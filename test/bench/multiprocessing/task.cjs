// What the benchmarks run in other processes, in the form in which each library wants it.
function empty() {}
function oneMillisecond() {
  const end = performance.now() + 1;
  while (performance.now() < end);
}
module.exports = { empty, oneMillisecond, default: ({ name }) => module.exports[name]() };
