/** The part of the library that every process loads: what it takes to be a process and to start one. */
import { bootstrap } from './child/bootstrap.js';
import { isMainProcess } from './child/this-process.js';
import { load } from './on-demand.js';

export * from './errors.js';
export {
  activeChildren,
  cpuCount,
  currentProcess,
  type ParentProcess,
  parentProcess,
} from './process/current-process.js';
export { Process, type ProcessOptions } from './process/process.js';
export { getAllStartMethods, getStartMethod, type StartMethod, setStartMethod } from './process/start-method.js';
export { isMainProcess };

// What this library starts is this very file.
if (!isMainProcess && load.main?.filename === __filename) bootstrap();
