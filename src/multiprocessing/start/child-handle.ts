/** A running child as its parent holds it: its end, what keeps the parent alive for it, and signals. */
import { channels } from '../channels.js';
import { Outlet } from '../frames/outlet.js';
import { afterChildEnd } from '../lifecycle.js';
import { os } from '../on-demand.js';
import type { Pickled } from '../pickle/pickle.js';
import type { Launched } from './launch.js';
import { type ChildHead, encodeFirst } from './link.js';

/** What becomes of it when this process ends: a child is waited for, a daemon is ended first, a spare does not matter. */
export type Role = 'child' | 'daemon' | 'spare';

export class ChildHandle {
  role: Role;
  readonly pid: number;
  readonly link: Launched['link'];
  /** Settles when the child has ended, with its exit code as in Python: −n for death by signal n. */
  readonly ended: Promise<number>;
  exitCode: number | null = null;
  signal: NodeJS.Signals | null = null;
  private readonly child: Launched['child'];
  /** Whether it was started before it was known for what. */
  private readonly early: boolean;
  private readonly lifeline: boolean;
  private readonly outlet: Outlet;
  /** Tells it what it is still to be told; undefined once that is done. */
  private untold: (() => void) | undefined;
  /** How many reasons there are for this process to stay while the child lives. */
  private holds = 0;

  constructor({ child, link, lifeline }: Launched, role: Role) {
    this.role = role;
    this.early = role === 'spare';
    this.child = child;
    this.pid = child.pid;
    this.link = link;
    this.outlet = new Outlet(link);
    this.lifeline = lifeline;
    this.ended = new Promise((resolve) =>
      child.once('exit', (code, signal) => {
        const exitCode = this.end(code, signal);
        // Whoever joined it finds in the queues and pipes all that it put there.
        const after = afterChildEnd(this.pid);
        if (after) void after.then(() => resolve(exitCode));
        else resolve(exitCode);
      }),
    );
    child.unref();
    running.add(this);
  }

  /** Tells the child what to do. Until it is told it waits. */
  tell(head: Omit<ChildHead, 'lifeline' | 'late'>, { bytes, ready, drop }: Pickled): void {
    const late = this.early ? { late: { env: { ...process.env }, cwd: process.cwd() } } : {};
    this.untold = () => {
      this.untold = undefined;
      this.outlet.write(encodeFirst({ ...head, ...late, lifeline: this.lifeline }, bytes));
    };
    if (ready === undefined) this.untold();
    else
      ready.then(this.tellOnce, (error: Error) => {
        this.untold = undefined;
        this.kill('SIGKILL');
        process.emitWarning(`${head.name} was not started, as an argument of it failed: ${error.message}`);
      });
    // What it has opened is its own by then, and what it has not nobody will.
    void this.ended.then(drop);
  }

  private readonly tellOnce = (): void => this.untold?.();

  /** As this process is about to end: whom nobody has told anything yet is told here and now, else both would wait for ever. */
  tellNow(): void {
    this.tellOnce();
    this.outlet.flushSync();
  }

  /** Waits for its end, at most `timeout` milliseconds, and tells whether it has ended. */
  async endedWithin(timeout: number | undefined): Promise<boolean> {
    const release = this.hold();
    if (timeout === undefined) await this.ended;
    else await within(this.ended, Math.max(0, timeout));
    release();
    return this.exitCode !== null;
  }

  /** Keeps this process alive as long as the child lives, until the function that it gives is called. */
  hold(): () => void {
    if (++this.holds === 1) this.child.ref();
    let held = true;
    return () => {
      if (held && --this.holds === 0) this.child.unref();
      held = false;
    };
  }

  kill(signal: NodeJS.Signals): void {
    if (this.exitCode === null) this.child.kill(signal);
  }

  private end(code: number | null, signal: NodeJS.Signals | null): number {
    this.signal = signal;
    this.exitCode = signal === null ? (code ?? 0) : -os().constants.signals[signal];
    running.delete(this);
    if (channels.process.hasSubscribers)
      channels.process.publish({ type: 'exited', child: this.pid, exitCode: this.exitCode });
    return this.exitCode;
  }
}

/** Waits for a promise no longer than so many milliseconds. */
function within(promise: Promise<unknown>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    promise.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Every child of this process that has not ended, pool workers and spares too. */
export const running = new Set<ChildHandle>();
