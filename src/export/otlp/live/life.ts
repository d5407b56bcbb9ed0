/** What is kept of a process until its span is told: what it waits for, works on and has heard. */
import type { Location, Task, UncaughtError, Wait, Wake } from '../../../wire/events.js';
import type { Traffic } from '../shapes.js';

/** A message that came. */
export interface Heard {
  message: string;
  channel: string;
  time: number;
}

/** What came to a lane without a wait for it. */
export interface Batch {
  first: number;
  last: number;
  count: number;
  /** Those that will be linked to who sent them. */
  linked: Heard[];
}

export interface OpenWait {
  lane: number;
  event: Wait;
  at: Location | undefined;
  wake?: Wake;
  /** What ended it. */
  heard: Heard[];
  /** Its span has been made. */
  told?: true;
}

export interface OpenTask {
  pool: string;
  id: string;
  name: string;
  state: Task['state'];
  /** The lane that submitted it, where known. */
  owner?: number;
  work?: Work;
}

/** Who works on a task, as a lane, and from when to when. */
export interface Work {
  lane: number;
  from: number;
  to?: number;
}

export class Life {
  readonly traffic: Traffic = { sent: 0, received: 0 };
  readonly sites = new Map<number, Location>();
  /** Those that have not ended, by who tells of it and the number that it has there. */
  readonly waits = new Map<string, OpenWait>();
  /** What it works on. */
  readonly tasks = new Set<OpenTask>();
  /** By lane. */
  readonly heard = new Map<number, Batch>();
  error: UncaughtError | undefined;
  /** It has ended, and its span will be made. */
  over = false;
}
