/** Installs the hooks of Node before 22.15, where those for `import` need a thread that takes 26 ms to start: only where something asks. */
import { readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runEnvironment } from '../wire/source-maps.js';
import type { HookSettings } from './import-hooks.js';
import { moduleFormat } from './module-format.js';
import { nodeModule } from './node-module.js';
import { installRequireLoading, installRequireResolution, resolveEntry } from './require-hooks.js';
import { enableSourceMaps } from './source-map-support.js';
import { followThreads, isFollowing } from './threads.js';
import type { TypeScriptHooks } from './typescript-hooks.js';

export function installForOlderNode(typeScript?: TypeScriptHooks): void {
  if (isHooksThread()) return;
  installRequireResolution(typeScript, followIfNamed);
  let started = false;
  const startHooks = () => {
    if (started) return;
    started = true;
    followThreads(); // What is imported is not seen here.
    startHooksThread(typeScript !== undefined);
  };
  if (typeScript !== undefined) installRequireLoading(typeScript, startHooks);
  const entry = isMainThread() ? entryFile() : undefined;
  if (entry === undefined) followThreads();
  // A worker is told of its own script only later.
  if (!isMainThread() || (entry !== undefined && mayImport(entry))) startHooks();
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

/** The script; undefined where there is none. */
function entryFile(): string | undefined {
  const entry = process.argv[1];
  if (entry === undefined) return undefined;
  try {
    return resolveEntry(resolve(entry));
  } catch {
    return undefined; // Not there: Node is about to say so.
  }
}

/** Whether it is an ES module or may import one. */
const mayImport = (file: string): boolean =>
  file.endsWith('.mjs') || moduleFormat(file) === 'module' || /\bimport\s*\(/.test(textOf(file));

/**
 * Nothing tells here when a program is about to load Node's threads, and loading them takes 4 ms: those processes are spared that which
 * run only files of their own in which threads are not named.
 */
function followIfNamed(file: string): void {
  if (isFollowing() || !isAbsolute(file)) return; // A module of Node's own.
  if (/[\\/]node_modules[\\/]/.test(file) || textOf(file).includes('worker_threads')) followThreads();
}

let last = { file: '', text: '' };

/** The script is asked for again and again. */
function textOf(file: string): string {
  if (last.file !== file) last = { file, text: read(file) };
  return last.text;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // Node is about to say so.
  }
}

function startHooksThread(typeScript: boolean): void {
  if (typeScript) enableSourceMaps();
  const environment = (globalThis as { [runEnvironment]?: Record<string, string> })[runEnvironment] ?? {};
  const data: HookSettings = { environment, typeScript };
  const { register } = nodeModule() as { register?: (url: string, options: { data: HookSettings }) => void };
  register?.(pathToFileURL(join(__dirname, 'import-hooks.cjs')).href, { data });
}
