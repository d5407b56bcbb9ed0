/** Which function of `child_process` the program called, read from the stack: they all pass through one another. */
import type { SpawnApi } from '../wire/events.js';
import { type MadeBy, madeBy } from './packages.js';
import { framesAbove, siteOfFrames } from './sites.js';

export interface SpawnCall {
  api: SpawnApi;
  /** The place in the user's source. */
  at: number | undefined;
  /** By whose code, and what that calls its workers. */
  made: MadeBy;
  /** It was called by its promise form, which is there to be awaited. */
  promised: boolean;
}

/** The call above `hook`; `fallback` where the stack does not tell. */
export function spawnCall(hook: (...args: never[]) => unknown, fallback: SpawnApi): SpawnCall {
  const frames = framesAbove(hook, DEEPEST);
  const call: SpawnCall = { api: fallback, at: siteOfFrames(frames), made: madeBy(frames), promised: false };
  for (const frame of frames) {
    const file = frame.getFileName();
    if (file?.startsWith('node:internal/cluster/')) call.api = 'cluster';
    else if (file === 'node:child_process') inChildProcess(frame, call);
  }
  return call;
}

const DEEPEST = 40;

/**
 * The outermost of Node's own functions is the one that was called; the promise forms of `exec` and `execFile` wrap theirs in a function
 * of no name or, in later versions, of the same name.
 */
function inChildProcess(frame: NodeJS.CallSite, call: SpawnCall): void {
  const name = frame.getFunctionName() as SpawnApi;
  const known = apis.has(name);
  if ((call.api === 'exec' || call.api === 'execFile') && (!known || name === call.api)) call.promised = true;
  if (known) call.api = name;
}

const apis: ReadonlySet<SpawnApi> = new Set([
  'fork',
  'spawn',
  'exec',
  'execFile',
  'spawnSync',
  'execSync',
  'execFileSync',
]);

/** What the system says of a child that it would not start, as Node words it. */
export function spawnFailure(file: string, code: number): string {
  const { getSystemErrorName } = require('node:util') as typeof import('node:util');
  return `spawn ${file} ${getSystemErrorName(code)}`;
}
