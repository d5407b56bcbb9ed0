/** The file that every child process runs: it says that this is a child before the library is loaded, then lets it begin. */
const holder = globalThis as { [key: symbol]: unknown };
holder[Symbol.for('process-view.multiprocessing.child')] = true;
require('./part-core.js');
(holder[Symbol.for('process-view.multiprocessing.bootstrap')] as () => void)();
