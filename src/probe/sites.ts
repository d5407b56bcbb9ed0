/** Where in the user's source something is called: the stack without what is Node's or ours, each place told once. */

import type { Location } from '../wire/events.js';
import { LONG_AGO, micros } from './clock.js';
import { emit } from './emit.js';
import { part } from './part.js';
import { nextSite } from './thread-registry.js';

/** The folder of our own bundles: their frames are never the user's. */
const ownFolder = `${__dirname}${process.platform === 'win32' ? '\\' : '/'}`;

/** The place that called `above` (itself left out, with all that it called), as the number of a `site` event; undefined where unknown. */
export function siteOf(above: (...args: never[]) => unknown, depth = 10): number | undefined {
  return siteOfFrames(framesAbove(above, depth));
}

/** The same for a stack that has been taken. */
export function siteOfFrames(frames: readonly NodeJS.CallSite[]): number | undefined {
  const frame = userFrame(frames);
  return frame === undefined ? undefined : numberOf(frame);
}

/** The raw stack above a function, at most `depth` frames. */
export function framesAbove(above: (...args: never[]) => unknown, depth: number): NodeJS.CallSite[] {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const holder: { stack?: NodeJS.CallSite[] } = {};
  try {
    Error.stackTraceLimit = depth;
    Error.prepareStackTrace = rawFrames;
    Error.captureStackTrace(holder, above);
    return holder.stack ?? []; // Read here: V8 may format only now.
  } catch {
    return []; // Frozen intrinsics: no places then.
  } finally {
    restore(stackTraceLimit, prepareStackTrace);
  }
}

const rawFrames = (_: Error, frames: NodeJS.CallSite[]) => frames;

function restore(limit: number, prepare: typeof Error.prepareStackTrace): void {
  try {
    Error.stackTraceLimit = limit;
    Error.prepareStackTrace = prepare as NonNullable<typeof prepare>;
  } catch {
    // As above.
  }
}

/** The first frame of the user's own files, else the first in a package. */
function userFrame(frames: readonly NodeJS.CallSite[]): NodeJS.CallSite | undefined {
  let inPackage: NodeJS.CallSite | undefined;
  for (const frame of frames) {
    const file = frame.getFileName();
    if (!isProgram(file)) continue;
    if (!file.includes('node_modules')) return frame;
    inPackage ??= frame;
  }
  return inPackage;
}

/** Whether a frame's file is neither Node's nor ours. */
export const isProgram = (file: string | null | undefined): file is string =>
  !!file && !file.startsWith('node:') && !file.startsWith(ownFolder) && !isOwnUrl(file);

const isOwnUrl = (file: string): boolean => file.startsWith('file:') && pathOf(file).startsWith(ownFolder);

const known = new Map<string, Map<number, number>>();

function numberOf(frame: NodeJS.CallSite): number {
  const file = frame.getFileName()!;
  const line = frame.getLineNumber() ?? 1;
  const column = frame.getColumnNumber() ?? 1;
  const key = line * COLUMNS + column;
  let ofFile = known.get(file);
  if (ofFile === undefined) {
    ofFile = new Map();
    known.set(file, ofFile);
  }
  let number = ofFile.get(key);
  if (number === undefined) {
    number = nextSite();
    ofFile.set(key, number);
    emit({ type: 'site', site: number, ...toSource({ file: pathOf(file), line, column }) });
  }
  return number;
}

/** The place in the source that was written. */
function toSource(place: Location): Location {
  try {
    return part<typeof import('./source-maps.js')>('source-maps').toSource(place);
  } catch {
    return place; // The part cannot be read any more.
  }
}

const COLUMNS = 2 ** 24;

const paths = new Map<string, string>();

/** The path of a module's URL. */
function pathOf(file: string): string {
  if (!file.startsWith('file:')) return file;
  let path = paths.get(file);
  if (path === undefined) {
    path = toPath(file);
    paths.set(file, path);
  }
  return path;
}

function toPath(url: string): string {
  try {
    const clean = url.replace(/[?#].*$/s, ''); // What loaders append to get past a cache.
    return (require('node:url') as typeof import('node:url')).fileURLToPath(clean);
  } catch {
    return url; // Shown as it is.
  }
}

let windowStart = LONG_AGO;
let inWindow = 0;

/** Whether the next message may have its place taken: all of them below 2,000 a second, a sample above. */
export function mayTakeSite(time: number): boolean {
  if (time - windowStart >= SECOND) {
    windowStart = time;
    inWindow = 0;
  }
  return ++inWindow <= EACH_UP_TO || inWindow % SAMPLE === 0;
}

const SECOND = 1_000_000;
const EACH_UP_TO = 2000;
const SAMPLE = 512;

/** The place of a message that is sent now, or word that it is one of too many, as JSON fields. */
export function sendSite(above: (...args: never[]) => unknown, time = micros()): string {
  if (!mayTakeSite(time)) return ',"sampled":true';
  return atField(siteOf(above));
}

/** A place as a JSON field. */
export const atField = (site: number | undefined): string => (site === undefined ? '' : `,"at":${site}`);
