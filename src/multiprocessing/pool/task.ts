/** A task as its pool holds it: what crosses to the worker, and who is told how it ended. */

import { WorkerDiedError } from '../errors.js';
import { isJsonSafe } from '../pickle/json-safe.js';
import { packNumbers, unpackNumbers } from '../pickle/numbers.js';
import { pickle } from '../pickle/pickle.js';
import { taskName } from './call.js';
import { TaskKind } from './protocol.js';
import type { PoolTarget } from './targets.js';

export type TaskEnd = { value: unknown } | { error: unknown };

/** Who is told how a task ended. */
export interface Settles {
  settle(end: TaskEnd): void;
}

export class Task {
  /** Its arguments as JSON, where JSON carries them; `0` where the bytes are numbers. */
  readonly json: string | undefined;
  /** Its arguments otherwise. */
  readonly bytes: Buffer | undefined;
  /** To be awaited before it is granted. */
  readonly ready: Promise<unknown> | undefined;
  /** The arguments themselves, for previews only. */
  preview: unknown[] | undefined;
  ended = false;
  /** Called as it ends. */
  onEnd: (() => void) | undefined;
  /** How people call it: a chunk with the number of its items. */
  readonly name: string;
  private readonly drop: (() => void) | undefined;

  /** Reads the arguments at once: what is done with them later is not seen. */
  constructor(
    readonly id: number,
    readonly target: PoolTarget,
    readonly kind: TaskKind,
    args: unknown[],
    private readonly result: Settles,
  ) {
    this.name = taskName(target.name, kind, args);
    const numbers = kind === TaskKind.map ? packNumbers(args) : undefined;
    if (numbers) {
      this.bytes = numbers;
      this.json = '0';
      return;
    }
    if (isJsonSafe(args)) {
      this.json = JSON.stringify(args);
      return;
    }
    const pickled = pickle(args, `the task ${target.name}`);
    this.bytes = pickled.bytes;
    this.ready = pickled.ready;
    this.drop = pickled.drop;
  }

  /** Keeps its arguments for previews, where these can be had. */
  keepPreview(): void {
    if (this.json !== undefined)
      this.preview = this.bytes ? unpackNumbers(this.bytes) : (JSON.parse(this.json) as unknown[]);
  }

  /** How errors call it. */
  get title(): string {
    return `task ${this.id} (${this.name})`;
  }

  end(end: TaskEnd): void {
    if (this.ended) return;
    this.ended = true;
    this.onEnd?.();
    // A worker that died may not have opened it; what it has opened is not touched by this.
    if ('error' in end && end.error instanceof WorkerDiedError) this.drop?.();
    this.result.settle(end);
  }

  /** Ends a task that no worker has opened. */
  endUnopened(error: unknown): void {
    this.drop?.();
    this.end({ error });
  }
}
