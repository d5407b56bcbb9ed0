/** Keeps a main module without its guard from starting itself for ever: while a child loads modules, nothing may be started. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { ProcessError } from '../errors.js';
import { isMainProcess } from './this-process.js';

const loading = new AsyncLocalStorage<true>();

/** Runs the loading of a module so that whatever it sets going, also later, is known to come from it. */
export const whileLoading = <T>(load: () => T): T => (isMainProcess ? load() : loading.run(true, load));

/** Throws Python's message where a module that a child is loading starts processes at its top level. */
export function assertNotLoading(call: string): void {
  if (loading.getStore() !== true) return;
  throw new ProcessError(
    `${call}: an attempt has been made to start a new process before the current process has finished its bootstrapping phase. ` +
      `A child loads the module of its target anew, and this module starts processes as it is loaded, without end if it were let. ` +
      `Put what only the main process shall do behind its guard: if (isMainProcess) { main(); }`,
  );
}
