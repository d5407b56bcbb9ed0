/** The library's errors: each names the call that failed, why, and what to do now. */

/** What every error of the library is an instance of; thrown itself for a wrong use of a process (Python: `ProcessError`, `AssertionError`). */
export class ProcessError extends Error {
  override name = 'ProcessError';
}

/** A wait lasted longer than it was allowed to (Python: `TimeoutError`). */
export class TimeoutError extends ProcessError {
  override name = 'TimeoutError';
}

/** Nothing is left to receive and the other side is closed everywhere (Python: `EOFError`). */
export class EOFError extends ProcessError {
  override name = 'EOFError';
}

/** The other side of a pipe is closed everywhere, so that nobody will ever receive this (Python: `BrokenPipeError`). */
export class BrokenPipeError extends ProcessError {
  override name = 'BrokenPipeError';
}

/** The queue has no room (Python: `queue.Full`). */
export class QueueFull extends ProcessError {
  override name = 'QueueFull';
}

/** The queue has no item (Python: `queue.Empty`). */
export class QueueEmpty extends ProcessError {
  override name = 'QueueEmpty';
}

/** A function cannot be found again in another process, or a value cannot be copied into it (Python: `PicklingError`). */
export class PicklingError extends ProcessError {
  override name = 'PicklingError';
}

/** The pool takes no more tasks, or was ended with this task undone (Python: `ValueError: Pool not running`). */
export class PoolClosedError extends ProcessError {
  override name = 'PoolClosedError';
}

/** A pool's worker died in the middle of a task (Python: none, `get` waits for ever). */
export class WorkerDiedError extends ProcessError {
  override name = 'WorkerDiedError';

  constructor(
    message: string,
    /** The worker's name, as in `PoolWorker-2`. */
    readonly worker: string,
    /** Its exit code, −n for death by signal n. */
    readonly exitCode: number,
    /** The signal that ended it, as in `SIGKILL`. */
    readonly signal?: NodeJS.Signals,
  ) {
    super(message);
  }
}

/** A value is out of its range, or the call does not fit the object's state (Python: `ValueError`). */
export class ValueError extends ProcessError {
  override name = 'ValueError';
}

/** A barrier was aborted or reset, or one that it waited for will never come (Python: `threading.BrokenBarrierError`). */
export class BrokenBarrierError extends ProcessError {
  override name = 'BrokenBarrierError';
}
