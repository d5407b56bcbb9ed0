/** The events of processes and threads: their lives, their errors, what they write. Part of the dictionary in `events.ts`. */
import type { Common } from './event-fields.js';

export type SpawnApi =
  | 'fork'
  | 'spawn'
  | 'exec'
  | 'execFile'
  | 'spawnSync'
  | 'execSync'
  | 'execFileSync'
  | 'cluster'
  | 'multiprocessing';

/** The parent has started a child. */
export interface Spawn extends Common {
  type: 'spawn';
  child: number;
  api: SpawnApi;
  command: string[];
  /** A worker of a pool that is known is named after the pool. */
  name?: string;
  daemon?: boolean;
  /** The npm package whose code started it, where the call did not stand in the program's own files. */
  by?: string;
  /** What the parent changed of its own environment for the child; left out where it passed it on as it is. */
  env?: EnvironmentChange;
}

/** Values are cut at 80 bytes, and "" where no payloads are recorded; 50 variables are told at most. */
export interface EnvironmentChange {
  added?: Record<string, string>;
  /** With the child's values. */
  changed?: Record<string, string>;
  removed?: string[];
  /** How many more there are. */
  more?: number;
}

/** The parent tried to start a child and could not. */
export interface SpawnError extends Common {
  type: 'spawn-error';
  api: SpawnApi;
  command: string[];
  error: string;
}

/** A process's first event. */
export interface Start extends Common {
  type: 'start';
  ppid: number;
  command: string[];
  cwd: string;
  /** Name and version of what runs it, as in `node 24.1.0`. */
  runtime: string;
  name?: string;
  /** In a merged recording, of a process of another host than the header's: its host, and its pid there. */
  host?: string;
  hostPid?: number;
}

/** A descendant that no probe reported: a blind process. Written by the collector. */
export interface Found extends Common {
  type: 'found';
  ppid: number;
  command: string[];
  /** Why no probe reported it, where known. */
  why?: string;
  /** As in `start`. */
  host?: string;
  hostPid?: number;
}

/** A process has given itself a name. */
export interface Name extends Common {
  type: 'name';
  name: string;
}

/** A process's last event, by itself. */
export interface Exit extends Common {
  type: 'exit';
  /** Absent where a signal is ending it. */
  code?: number;
  signal?: string;
  /** User and system time used, microseconds. */
  cpu?: { user: number; system: number };
  /** The most memory it had resident, bytes. */
  maxRss?: number;
  /** How long its event loop had been idle in all, microseconds. */
  idle?: number;
}

/** A child has ended, told by its parent; for a blind child by the collector, with `gone` where no code is known. */
export interface ChildExit extends Common {
  type: 'child-exit';
  child: number;
  code?: number;
  signal?: string;
  gone?: true;
}

export interface ThreadStart extends Common {
  type: 'thread-start';
  thread: number;
  /** A worker of a pool that is known is named after the pool. */
  name?: string;
  /** As in `spawn`. */
  by?: string;
}

export interface ThreadExit extends Common {
  type: 'thread-exit';
  thread: number;
  code: number;
}

/** An uncaught exception or rejection. */
export interface UncaughtError extends Common {
  type: 'error';
  name: string;
  message: string;
  stack: string;
}

export interface Output extends Common {
  type: 'output';
  stream: 'stdout' | 'stderr';
  text: string;
  /** True where `text` is only the beginning. */
  truncated?: true;
  /** The real size in bytes, given where `text` is truncated. */
  bytes?: number;
}
