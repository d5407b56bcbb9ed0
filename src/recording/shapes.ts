/** Which fields an event of each type has, so that a line from outside can be judged before anything is made of it. */
import type { TimedEvent, WireEvent } from '../wire/events.js';
import { waitKinds } from './waits.js';

/** `exact`: all its fields are known. `extra`: it has others besides. `malformed`: a field is missing or of a wrong kind. */
export type Verdict = 'exact' | 'extra' | 'malformed' | 'unknown';

export function judge(event: WireEvent): Verdict {
  // A type of a newer version is none of ours.
  const shape: Record<string, Check> | undefined = shapes[event.type as TimedEvent['type']];
  if (shape === undefined) return 'unknown';
  const fields = event as unknown as Record<string, unknown>;
  if (event.type === 'wait' && isStrange(fields.for)) return 'unknown';
  for (const name in shape) if (!shape[name]!(fields[name])) return 'malformed';
  for (const name in fields) if (shape[name] === undefined && name !== 'type') return 'extra';
  return 'exact';
}

type Check = (value: unknown) => boolean;

const string: Check = (value) => typeof value === 'string';
const number: Check = (value) => Number.isFinite(value);
const whole: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const integer: Check = (value) => Number.isSafeInteger(value);
const record: Check = (value) => typeof value === 'object' && value !== null;
const truth: Check = (value) => value === true;
const flagged: Check = (value) => typeof value === 'boolean';
const words: Check = (value) => Array.isArray(value) && value.every(string);
const oneOf =
  (...allowed: readonly string[]): Check =>
  (value) =>
    allowed.includes(value as string);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const cpu: Check = (value) =>
  typeof value === 'object' && value !== null && number((value as Times).user) && number((value as Times).system);
interface Times {
  user?: unknown;
  system?: unknown;
}

/** A kind of wait that this version does not know is skipped, like a type. */
function isStrange(reason: unknown): boolean {
  const kind = typeof reason === 'object' && reason !== null ? (reason as { kind?: unknown }).kind : undefined;
  return typeof kind === 'string' && !(waitKinds as readonly string[]).includes(kind);
}

const reason: Check = (value) => {
  const { kind, child, channel, pool, task } = (value ?? {}) as Record<string, unknown>;
  if (!(waitKinds as readonly unknown[]).includes(kind)) return false;
  if (kind === 'join') return whole(child);
  if (kind === 'debugger') return true;
  return kind === 'pool' ? string(pool) && string(task) : string(channel);
};

const common = { time: number, pid: whole, tid: optional(whole), seq: whole, at: optional(whole) };
const command = { command: words };
const ofAnother = { of: optional(whole), thread: optional(whole) };
const ended = { code: optional(integer), signal: optional(string) };
const message = { message: string, channel: string, bytes: optional(number), kind: optional(string) };

const shapes: Record<TimedEvent['type'], Record<string, Check>> = {
  site: { ...common, site: whole, file: string, line: whole, column: whole },
  spawn: {
    ...common,
    ...command,
    child: whole,
    api: string,
    name: optional(string),
    daemon: optional(flagged),
    by: optional(string),
    env: optional(record),
  },
  'spawn-error': { ...common, ...command, api: string, error: string },
  start: { ...common, ...command, ppid: whole, cwd: string, runtime: string, name: optional(string) },
  found: { ...common, ...command, ppid: whole, why: optional(string) },
  name: { ...common, name: string },
  exit: { ...common, ...ended, cpu: optional(cpu), maxRss: optional(number) },
  'child-exit': { ...common, ...ended, child: whole, gone: optional(truth) },
  'thread-start': { ...common, thread: whole, name: optional(string), by: optional(string) },
  'thread-exit': { ...common, thread: whole, code: integer },
  error: { ...common, name: string, message: string, stack: string },
  output: {
    ...common,
    stream: oneOf('stdout', 'stderr'),
    text: string,
    truncated: optional(truth),
    bytes: optional(number),
  },
  send: { ...common, ...message, payload: optional(string), truncated: optional(truth) },
  receive: { ...common, ...message },
  wait: { ...common, ...ofAnother, wait: whole, for: reason, blocking: optional(truth), timeout: optional(number) },
  wake: { ...common, ...ofAnother, wait: whole, outcome: oneOf('done', 'timeout', 'closed', 'error') },
  open: {
    ...common,
    channel: string,
    kind: string,
    capacity: optional(number),
    end: optional(string),
    name: optional(string),
  },
  close: { ...common, channel: string, kind: string, end: optional(string) },
  task: {
    ...common,
    pool: string,
    task: string,
    state: oneOf('submitted', 'started', 'done', 'failed'),
    name: string,
  },
  sample: { ...common, of: whole, cpu: number, rss: number, loop: optional(number), alive: optional(record) },
  handled: { ...common, message: string, channel: string, took: number },
  lost: { ...common, count: number, why: string },
};
