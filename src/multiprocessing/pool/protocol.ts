/**
 * What a pool and its worker say to each other, in frames over the link.
 *
 * A task's arguments and its result are JSON inside the text of `grant` and `progress` where JSON carries them; otherwise they go
 * ahead in a frame `value` of their own, whose resource is the ticket: pickled, or, where they are nothing but numbers, as these.
 *
 * A worker may hold several tasks, but whoever waits behind a task that takes long must not be stuck there. So each task but the
 * first is granted with a lease, a moment on the clock that all processes of a machine share: a worker begins it only before that,
 * and says so (`begun`) before it looks at the clock. After the lease, what was not said to have begun is the pool's again, without
 * another word, even if the worker is in a loop that hears nothing.
 */

import type { Reference } from '../target/reference.js';

export const PoolFrame = {
  /** The pool: the JSON of a {@link TargetFrame}; the resource is the key by which tasks name it. */
  target: 1,
  /** Both: a pickled value, or numbers, for the ticket that is the resource. */
  value: 2,
  /** The pool: JSON of {@link Grant}. */
  grant: 3,
  /** The pool: finish what you have, then end. */
  stop: 4,
  /** The worker: the initializer has run. */
  ready: 5,
  /** The worker: the initializer has failed, with the pickled error. */
  initializerFailed: 6,
  /** The worker: JSON of {@link Progress}. */
  progress: 7,
} as const;

/** The lease in milliseconds of {@link clock}, 0 for a task that needs none; then the tasks. */
export type Grant = [lease: number, ...tasks: GrantedTask[]];

/**
 * Each granting has a ticket of its own, so that what is said about a granting that is over cannot be taken for the next one of the
 * same task. Without `args` they came ahead as a value; 0 says that this is of numbers.
 */
export type GrantedTask = [ticket: number, task: number, target: number, kind: TaskKind, args?: unknown[] | 0];

/** How a worker learns of a function. */
export interface TargetFrame {
  name: string;
  reference: Reference;
}

/** How a task's arguments are meant: one call; a chunk of `map`, of `starmap`, of `imap`. */
export const TaskKind = { apply: 0, map: 1, starmap: 2, imap: 3 } as const;
export type TaskKind = (typeof TaskKind)[keyof typeof TaskKind];

/** The ticket of the task that begins now, 0 for none; then what has ended. */
export type Progress = [begun: number, ...results: TaskResult[]];

export type TaskResult = [ticket: number, outcome: (typeof Outcome)[keyof typeof Outcome], value?: unknown];

/**
 * How a result comes; `ahead` and an error as a frame of their own, `returned` says that it has not begun after all, `nothings` that each
 * item of a chunk gave undefined: the value is how many they are. `numbers` is `ahead` with nothing but numbers.
 */
export const Outcome = { failed: 0, nothing: 1, json: 2, ahead: 3, returned: 4, nothings: 5, numbers: 6 } as const;

/** What an `imap` chunk gives: a value or an error for each item. */
export type Settled = { value: unknown } | { error: unknown };

/** Milliseconds of the monotonic clock, the same in all processes of a machine. */
export function clock(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}

/** How long a task may lie at a worker without having begun. */
export const LEASE_MS = 10;
