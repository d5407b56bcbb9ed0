/**
 * Lets the preloads follow into threads that are started with an `env` or an `execArgv` of their own: Node gives those the options that
 * stand in NODE_OPTIONS, from which the probe has taken ours.
 */

import type { WorkerOptions } from 'node:worker_threads';
import { environment } from '../wire/handshake.js';
import { runEnvironment } from '../wire/source-maps.js';
import { nodeModule } from './node-module.js';

const preload =
  (globalThis as { [runEnvironment]?: Record<string, string> })[runEnvironment]?.[environment.preload] ?? '';

/** To be called when a program is about to load Node's threads, and not before, as loading them takes 4 ms. */
export function followThreads(): void {
  if (followed || preload === '') return;
  followed = true;
  const threads = require('node:worker_threads') as { Worker: object };
  threads.Worker = new Proxy(threads.Worker, {
    construct: (target, [file, options, ...rest]: unknown[], newTarget) =>
      Reflect.construct(
        target as new () => object,
        [file, withPreload(options), ...rest],
        newTarget as new () => object,
      ),
  });
  nodeModule().syncBuiltinESMExports();
}

let followed = false;

export const isFollowing = (): boolean => followed;

/** Only a copy is changed: the options are the program's. */
function withPreload(options: unknown): unknown {
  if (typeof options !== 'object' || options === null) return options;
  const { env = process.env, execArgv } = options as WorkerOptions;
  const isOwn = env !== process.env || execArgv !== undefined;
  if (!isOwn || typeof env !== 'object') return options;
  const { NODE_OPTIONS } = env as NodeJS.ProcessEnv;
  return {
    ...options,
    env: { ...env, NODE_OPTIONS: NODE_OPTIONS === undefined ? preload : `${preload} ${NODE_OPTIONS}` },
  };
}

/** In such a thread: the program finds its own NODE_OPTIONS. */
export function hidePreload(): void {
  const { NODE_OPTIONS } = process.env;
  if (preload === '' || NODE_OPTIONS === undefined || !NODE_OPTIONS.startsWith(preload)) return;
  const own = NODE_OPTIONS.slice(preload.length).trimStart();
  if (own === '') delete process.env.NODE_OPTIONS;
  else process.env.NODE_OPTIONS = own;
}

export const isThreads = (specifier: string): boolean =>
  specifier === 'node:worker_threads' || specifier === 'worker_threads';
