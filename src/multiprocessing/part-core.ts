/** The part of the library that every process loads: what it takes to be a process and to start one. */
import { bootstrap } from './bootstrap.js';
import { load } from './on-demand.js';
import { isMainProcess } from './this-process.js';

export {
  activeChildren,
  cpuCount,
  currentProcess,
  type ParentProcess,
  parentProcess,
} from './current-process.js';
export * from './errors.js';
export { Process, type ProcessOptions } from './process.js';
export { getAllStartMethods, getStartMethod, type StartMethod, setStartMethod } from './start-method.js';
export { isMainProcess };

// What this library starts is this very file.
if (!isMainProcess && load.main?.filename === __filename) bootstrap();
