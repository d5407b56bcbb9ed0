/** Installs the hooks of Node before 22.15, where those for `import` need a thread that takes 26 ms to start: only where something asks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runEnvironment } from '../wire/source-maps.js';
import type { HookSettings } from './import-hooks.js';
import { moduleFormat } from './module-format.js';
import { nodeModule } from './node-module.js';
import { installRequireLoading, installRequireResolution } from './require-hooks.js';
import { enableSourceMaps } from './source-map-support.js';
import { followThreads } from './threads.js';
import type { TypeScriptHooks } from './typescript-hooks.js';

export function installForOlderNode(typeScript?: TypeScriptHooks): void {
  if (isHooksThread()) return;
  // Here nothing tells when the program is about to load them.
  followThreads();
  installRequireResolution(typeScript);
  let started = false;
  const startHooks = () => {
    if (started) return;
    started = true;
    startHooksThread(typeScript !== undefined);
  };
  if (typeScript !== undefined) installRequireLoading(typeScript, startHooks);
  if (entryMayImport()) startHooks();
  // For whoever imports on the program's behalf from an entry of its own, as the library does in a child process.
  else (globalThis as { [key: symbol]: unknown })[Symbol.for('process-view.will-import')] = startHooks;
}

/** Whether this is the very thread in which Node runs the hooks for `import`. */
function isHooksThread(): boolean {
  if (isMainThread()) return false;
  const { parentPort } = require('node:worker_threads') as typeof import('node:worker_threads');
  return parentPort === null;
}

/** Asked of `process`, as loading `worker_threads` in every process costs 4 ms. */
const isMainThread = () => (process.abort as { disabled?: true }).disabled !== true;

/** Whether the script is an ES module or may import one. That of a worker is not known yet, so it may. */
function entryMayImport(): boolean {
  if (!isMainThread()) return true;
  const entry = process.argv[1];
  if (entry === undefined) return false;
  try {
    const file = nodeModule.createRequire(join(process.cwd(), 'x.js')).resolve(entry);
    return file.endsWith('.mjs') || moduleFormat(file) === 'module' || /\bimport\s*\(/.test(readFileSync(file, 'utf8'));
  } catch {
    return false; // Not there: Node is about to say so.
  }
}

function startHooksThread(typeScript: boolean): void {
  if (typeScript) enableSourceMaps();
  const environment = (globalThis as { [runEnvironment]?: Record<string, string> })[runEnvironment] ?? {};
  const data: HookSettings = { environment, typeScript };
  const { register } = nodeModule as { register?: (url: string, options: { data: HookSettings }) => void };
  register?.(pathToFileURL(join(__dirname, 'import-hooks.cjs')).href, { data });
}
