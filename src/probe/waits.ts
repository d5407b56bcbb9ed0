/**
 * Who listens to an emitter: waits for what it will say once (`once(child, 'exit')` and its kin, the promise forms of `node:events`
 * included), and the place in the source that hears its messages.
 */

import type { WaitReason, Wake } from '../wire/events.js';
import { emit, nextWait } from './emit.js';
import { apply } from './primordials.js';
import { quiet, replace } from './replace.js';
import { listening } from './sink.js';
import { atField, framesAbove, siteOfFrames } from './sites.js';

/** The waits for one child, thread or parent. */
export interface Waits {
  /** What an end of it is a wait for; undefined where somebody else tells. */
  joins: WaitReason | undefined;
  /** The channel whose messages may be waited for. */
  ipc?: Heard | undefined;
  pending: { event: unknown; wait: number }[];
}

/** An end of a channel, and as a JSON field where in the source its messages are heard: where the program last began to listen. */
export interface Heard {
  readonly channel: string;
  heard: string;
}

interface Emitter {
  emit(this: object, ...args: unknown[]): boolean;
  on(this: object, ...args: unknown[]): unknown;
  addListener(this: object, ...args: unknown[]): unknown;
  once(this: object, ...args: unknown[]): unknown;
}

/** Notes who listens to this class's objects; `waitsOf` says which of them are watched. */
export function watchListeners<E extends object>(prototype: object, waitsOf: (emitter: E) => Waits | undefined): void {
  for (const name of ['on', 'addListener', 'once'] as const) {
    replace(
      prototype as Emitter,
      name,
      (original) =>
        function listen(this: object, ...args: unknown[]): unknown {
          const waits = waitsOf(this as E);
          if (waits !== undefined) note(waits, args[0], name === 'once', listen);
          return apply(original, this, args);
        },
    );
  }
}

/**
 * Hears what this class's objects emit, before the program's own listeners, which are neither called nor counted differently; `heard`
 * after they have heard a message.
 */
export function watchEmit<E extends object, S>(
  prototype: object,
  stateOf: (emitter: E) => S | undefined,
  hear: (state: S, event: unknown, first: unknown, second: unknown) => void,
  heard: (state: S) => void = () => {},
): void {
  replace(
    prototype as Emitter,
    'emit',
    (original) =>
      function emit(this: object, ...args: unknown[]): boolean {
        const state = stateOf(this as E);
        try {
          if (state !== undefined) hear(state, args[0], args[1], args[2]);
        } catch {
          // An event less; the program must not notice.
        }
        if (state === undefined || args[0] !== 'message') return apply(original, this, args);
        const had = apply(original, this, args);
        heard(state);
        return had;
      },
  );
}

const note = quiet((waits: Waits, event: unknown, once: boolean, hook: (...args: never[]) => unknown) => {
  if (!listening() || reasonOf(waits, event) === undefined) return;
  const frames = framesAbove(hook, DEEPEST);
  if (isInternal(frames[0])) return;
  const at = siteOfFrames(frames);
  if (event === 'message' && waits.ipc !== undefined) waits.ipc.heard = atField(at);
  if (once) beginWait(waits, event, at);
});

const DEEPEST = 10;

/** Node's own listeners are nobody's wait, but those that `events.once` adds for the program are. */
export function isInternal(caller: NodeJS.CallSite | undefined): boolean {
  const file = caller?.getFileName();
  return file?.startsWith('node:') === true && file !== 'node:events';
}

/** Tells the beginning of a wait. */
export function beginWait(waits: Waits, event: unknown, at: number | undefined): void {
  const reason = reasonOf(waits, event);
  if (reason === undefined) return;
  const wait = nextWait();
  waits.pending.push({ event, wait });
  emit({ type: 'wait', wait, for: reason, at });
}

function reasonOf(waits: Waits, event: unknown): WaitReason | undefined {
  if (event === 'exit' || event === 'close') return waits.joins;
  if (event === 'message' && waits.ipc !== undefined) return { kind: 'message', channel: waits.ipc.channel };
  return undefined;
}

/** What was waited for has come, or will not come any more. */
export function wakeAll(waits: Waits, event: unknown, outcome: Wake['outcome']): void {
  if (waits.pending.length === 0) return;
  const ended = waits.pending.filter((pending) => pending.event === event);
  if (ended.length === 0) return;
  waits.pending = waits.pending.filter((pending) => pending.event !== event);
  for (const { wait } of ended) emit({ type: 'wake', wait, outcome });
}
