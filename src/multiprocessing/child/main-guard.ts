/** Keeps a main module without its guard from starting itself for ever: while a child loads modules, nothing may be started. */
import { AsyncLocalStorage, createHook } from 'node:async_hooks';
import { ProcessError } from '../errors.js';
import { isMainProcess } from './this-process.js';

const loading = new AsyncLocalStorage<true>();

/** How many loads are under way, one within the other. */
let depth = 0;
/** A module that was loaded may go on later: it has set a timer, made a promise or the like. */
let mayGoOn = false;

/** Runs the loading of a module so that whatever it sets going, also later, is known to come from it. */
export function whileLoading<T>(load: () => T): T {
  if (isMainProcess) return load();
  depth++;
  const watch = createHook({
    init: () => {
      mayGoOn = true;
    },
  }).enable();
  try {
    return loading.run(true, load);
  } finally {
    watch.disable();
    // Where nothing can go on there is nothing to know it by; and each promise of the process costs half as much without.
    if (--depth === 0 && !mayGoOn) loading.disable();
  }
}

/** Throws Python's message where a module that a child is loading starts processes at its top level. */
export function assertNotLoading(call: string): void {
  if (loading.getStore() !== true) return;
  throw new ProcessError(
    `${call}: an attempt has been made to start a new process before the current process has finished its bootstrapping phase. ` +
      `A child loads the module of its target anew, and this module starts processes as it is loaded, without end if it were let. ` +
      `Put what only the main process shall do behind its guard: if (isMainProcess) { main(); }`,
  );
}
