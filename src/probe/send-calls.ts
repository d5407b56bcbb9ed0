/** The calls by which a program sends over one IPC channel, beyond what its handle sees of them. */
import { micros } from './clock.js';
import { tookField } from './emit.js';
import type { IpcTarget } from './ipc.js';
import { apply } from './primordials.js';
import { replace } from './replace.js';
import { atField, siteOf } from './sites.js';

/**
 * The program's calls of `send`, watched only where there is a need. Once a handle has been sent, Node queues what follows until the handle
 * has been acknowledged, and the stack of the call is gone when it leaves: the place is then taken in `send`. And once a large message has
 * been sent, it is worth knowing when such a call began.
 */
export class SendCalls {
  private watching = false;
  private readonly queued: string[] = [];
  /** When the call that is under way began; 0 where none is. */
  private began = 0;

  constructor(private readonly target: IpcTarget) {}

  watch(): void {
    if (this.watching || this.target.send === undefined) return;
    this.watching = true;
    replace(this.target, 'send', sendHook(this));
  }

  /** Called around the program's own `send`. */
  around(target: IpcTarget, send: () => boolean, hook: (...args: never[]) => unknown): boolean {
    const queued = target._handleQueue?.length ?? 0;
    this.began = micros();
    try {
      return send();
    } finally {
      this.began = 0;
      if ((target._handleQueue?.length ?? 0) > queued) this.queued.push(atField(siteOf(hook)));
    }
  }

  /** The place of a message that waited, or undefined for one that leaves within its own `send`. */
  nextSite(): string | undefined {
    return this.watching && this.began === 0 ? this.queued.shift() : undefined;
  }

  /** What the call had taken by a moment, as a JSON field; '' where that is not known. */
  took(time: number): string {
    return this.began === 0 ? '' : tookField(time - this.began);
  }
}

const sendHook = (calls: SendCalls) => (original: (...args: never[]) => boolean) =>
  function send(this: IpcTarget, ...args: never[]): boolean {
    return calls.around(this, () => apply(original, this, args), send);
  };
