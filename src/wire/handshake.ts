/** How a probe finds and greets the collector. */
import type { TraceSeed } from './events.js';

/** The environment variables of a run. A probe takes them out of the user's sight and hands them to each child. */
export const environment = {
  /** Path of the Unix socket, or of the named pipe on Windows. */
  socket: 'PROCESS_VIEW_SOCKET',
  /** The secret of the run, 32 hexadecimal digits. */
  token: 'PROCESS_VIEW_TOKEN',
  /** The monotonic clock at the run's beginning, nanoseconds, decimal: `time` 0. */
  origin: 'PROCESS_VIEW_ORIGIN',
  /** Options of the run for the probes, JSON: {@link ProbeOptions}. */
  options: 'PROCESS_VIEW_OPTIONS',
  /**
   * What stands before the user's own NODE_OPTIONS in every process of the run (`--require "…/probe.cjs" …`). The probe takes it
   * out of `process.env.NODE_OPTIONS` at start-up and puts it before whatever a child is given.
   */
  preload: 'PROCESS_VIEW_PRELOAD',
  /** Path of the TypeScript that the wrapper takes where the workspace has none that ts-node can use; for the wrapper, see `source-maps.ts`. */
  typescript: 'PROCESS_VIEW_TYPESCRIPT',
  /**
   * From a parent to the child that it gives an IPC channel: the parent's pid. A child that has none does not watch its channel, as
   * nobody tells of the other end.
   */
  ipc: 'PROCESS_VIEW_IPC',
} as const;

/** What a run asks of its probes. */
export interface ProbeOptions {
  /** Most bytes of a payload's preview; 0 records none. */
  previewBytes: number;
  /** Nothing may be left in a file for the collector: the run redacts what it records. */
  leavesNothing?: true;
  /** The run's spans are sent, and each process has its own in TRACEPARENT. */
  trace?: TraceSeed;
}

export const defaultProbeOptions: ProbeOptions = { previewBytes: 1024 };

/** A connection's first line; one that does not begin with it is closed. */
export const greeting = (token: string): string => `process-view/1 ${token}\n`;

/**
 * Beside a Unix socket: the file in which a thread that ends leaves what the collector has not taken in time. It goes on where the
 * connection's bytes end; the collector reads it when the connection is closed.
 */
export const leftoverFile = (socket: string, pid: number, tid = 0): string => `${socket}.${pid}.${tid}`;

/**
 * The first line of whoever wants to steer the run rather than report. After it, a line `stop` ends the tree; `pause PID TID TIME` and
 * `resume PID TID TIME` tell of a thread (0 for the main one) that a debugger stops, by the monotonic clock in nanoseconds.
 */
export const controlGreeting = (token: string): string => `process-view-control/1 ${token}\n`;

/** The longest line that the collector takes, bytes. A longer one is counted and reported as lost. */
export const MAX_LINE_BYTES = 4_194_304;
