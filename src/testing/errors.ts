/** What a test is told: each error's message says what is wrong, where, and how to see it. */
import type { Recorded } from './recorded.js';
import type { BrokenRule } from './rules.js';

/** The run could not be made, or did not come to what it was to come to. */
export class RunError extends Error {
  override readonly name: string = 'RunError';

  constructor(
    message: string,
    /** What was recorded; undefined where nothing was. */
    readonly run?: Recorded,
  ) {
    super(message);
  }
}

/** The program hangs. */
export class HangError extends RunError {
  override readonly name = 'HangError';
}

/** Rules do not hold. */
export class RulesError extends Error {
  override readonly name = 'RulesError';

  constructor(
    message: string,
    readonly broken: readonly BrokenRule[],
  ) {
    super(message);
  }
}
