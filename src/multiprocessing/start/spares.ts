/** The forkserver's reserve: processes that are up and wait for their first message. */
import { ChildHandle } from './child-handle.js';
import { launch } from './launch.js';

const RESERVE = 2;
/** The reserve is filled when whatever is going on has had its turn. */
const REST_MS = 5;

class Spares {
  private readonly waiting: ChildHandle[] = [];
  private timer: NodeJS.Timeout | undefined;

  /** One of the reserve, if there is one. */
  take(): ChildHandle | undefined {
    for (let child = this.waiting.shift(); child; child = this.waiting.shift())
      if (child.exitCode === null) return child;
    return undefined;
  }

  /** Starts what is missing, a little later; it keeps nothing alive. */
  fill(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      while (this.waiting.length < RESERVE && this.add());
    }, REST_MS).unref();
  }

  /** False where the system refuses a process: whoever needs one is told so then. */
  private add(): boolean {
    try {
      this.waiting.push(new ChildHandle(launch('spare', false), 'spare'));
      return true;
    } catch {
      return false; // As said above; a reserve is nothing to fail for.
    }
  }
}

export const spares = new Spares();
