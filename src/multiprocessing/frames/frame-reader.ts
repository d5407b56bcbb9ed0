/** Cuts a stream of bytes into frames; a frame that lies whole in a chunk is read where it stands. */
import { LONGEST_FRAME, u32 } from './frames.js';

/** The payload is `buf` from `at` to `end`; it is never overwritten afterwards, so it may be kept. */
export type FrameHandler = (type: number, resource: number, buf: Buffer, at: number, end: number) => void;

export class FrameReader {
  /** The beginning of a frame whose rest has not come. */
  #partial: Buffer | undefined;
  #filled = 0;
  /** What is left of a chunk when not even the length of the next frame was in it. */
  #crumb: Buffer | undefined;
  readonly #handle: FrameHandler;
  /** The longest frame that is read; longer ones throw. */
  limit = LONGEST_FRAME;

  constructor(handle: FrameHandler) {
    this.#handle = handle;
  }

  push(chunk: Buffer): void {
    let data = chunk;
    if (this.#partial) {
      data = this.#fill(data);
      if (this.#partial) return;
    } else if (this.#crumb) {
      data = Buffer.concat([this.#crumb, data]);
      this.#crumb = undefined;
    }
    this.#whole(data);
  }

  #whole(data: Buffer): void {
    let at = 0;
    const { length } = data;
    while (length - at >= 4) {
      const size = u32(data, at);
      if (size > this.limit) throw new RangeError(`a frame of ${size} bytes is longer than the ${this.limit} allowed`);
      if (length - at - 4 < size) {
        this.#begin(data, at, size + 4);
        return;
      }
      this.#handle(data[at + 4]!, u32(data, at + 5), data, at + 9, at + 4 + size);
      at += 4 + size;
    }
    if (at < length) this.#crumb = data.subarray(at);
  }

  #begin(data: Buffer, at: number, size: number): void {
    this.#partial = Buffer.allocUnsafeSlow(size);
    this.#filled = data.copy(this.#partial, 0, at);
  }

  /** Goes on with a frame begun, and gives what stands behind it. */
  #fill(data: Buffer): Buffer {
    const frame = this.#partial!;
    const taken = data.copy(frame, this.#filled);
    this.#filled += taken;
    if (this.#filled === frame.length) {
      this.#partial = undefined;
      this.#handle(frame[4]!, u32(frame, 5), frame, 9, frame.length);
    }
    return data.subarray(taken);
  }
}
