/** What events have in common. */

/** Where in the user's source: the absolute path and, from 1, line and column, mapped to the TypeScript. */
export interface Location {
  file: string;
  line: number;
  column: number;
}

/** The fields that every event has but the header. */
export interface Common {
  /** Microseconds since the run began. A send is stamped before its bytes leave, a receive after they arrived. */
  time: number;
  /** The process in which it happened. */
  pid: number;
  /** The thread in that process; left out for the main thread. */
  tid?: number;
  /** The event's number within its (pid, tid), from 1 with no gap: a missing number is a lost event. */
  seq: number;
  /** The number of a `site` event of the same pid: where in the user's source. Left out where unknown. */
  at?: number;
}
