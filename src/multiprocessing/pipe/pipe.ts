/** Pipe: two connections, of which each receives what is sent at the other. */

import { newHandle } from '../client/handle.js';
import { newResource } from '../client/own-broker.js';
import type { Blueprint } from '../frames/frames.js';
import { Connection } from './connection.js';

export interface PipeOptions {
  /** Both ends send and receive; true by default. Otherwise the first only receives and the second only sends. */
  duplex?: boolean;
}

/** The two ends of a pipe. */
export type Pipe<T = unknown> = [Connection<T>, Connection<T>];

/**
 * Makes a pipe: `const [a, b] = new Pipe()` (Python: `multiprocessing.Pipe`). With `{ duplex: false }` it is `[receiver, sender]`.
 * As soon as one process uses the one end and one the other, they talk through a socket of their own.
 */
export const Pipe = makePipe as unknown as new <T = unknown>(options?: PipeOptions) => Pipe<T>;

/** A function, for what `new` gives is no object of a class but two. */
function makePipe({ duplex = true }: PipeOptions = {}): Pipe {
  const resource = newResource(2);
  const blueprint: Blueprint = { kind: 'pipe', duplex };
  const a = newHandle(blueprint, 'a', resource);
  const b = newHandle(blueprint, 'b', resource);
  a.sibling = b;
  b.sibling = a;
  return [new Connection(a), new Connection(b)];
}
