/** What the preloads of one process leave for each other on `globalThis`, under symbols that no program looks at. */

/**
 * Source maps of the files that the wrapper compiled: absolute path → the map, raw JSON. A `Map<string, string>`, there from the
 * first TypeScript file on. `new (require('node:module').SourceMap)(JSON.parse(raw)).findEntry(line0, column0)` reads one. The
 * wrapper also turns on Node's own source maps at that moment, so `require('node:module').findSourceMap(file)` knows the same
 * files, and those that Node 20's loader thread compiled, which are missing here.
 */
export const sourceMaps: unique symbol = Symbol.for('process-view.sourceMaps') as never;

/**
 * The `PROCESS_VIEW_*` variables that the probe took out of `process.env`: a `Record<string, string>`. In a worker thread the
 * probe puts there what its parent had. Whoever is preloaded after the probe reads its own settings here.
 */
export const runEnvironment: unique symbol = Symbol.for('process-view.environment') as never;
