/** The lines of a recording on their way to the disk, redacted. */
import { decode, encode } from '../../wire/codec.js';
import type { WireEvent } from '../../wire/events.js';
import { OutputKeeper } from './output.js';
import type { Redactor } from './redactor.js';

export class RedactedLines {
  private lines = '';
  private readonly output: OutputKeeper;

  /** `withOutput`: false tells of output only that there was some, and how much. */
  constructor(
    private readonly redactor: Redactor,
    private readonly withOutput = true,
  ) {
    this.output = new OutputKeeper(redactor.patterns, (event) => this.add(event));
  }

  /** Whole lines; gives those that can be written now. */
  take(block: Uint8Array): Buffer {
    for (const line of Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString('utf8').split('\n')) {
      const event = line === '' ? undefined : decode(line);
      if (event !== undefined) this.event(event);
    }
    return this.taken();
  }

  /** What was kept back until now. */
  rest(): Buffer {
    this.output.all();
    return this.taken();
  }

  private event(event: WireEvent): void {
    if (event.type === 'output') {
      if (this.withOutput) this.output.take(event);
      else this.add({ ...event, text: '', truncated: true, bytes: event.bytes ?? Buffer.byteLength(event.text) });
      return;
    }
    if (event.type === 'exit') this.output.ended(event.pid);
    if (event.type === 'child-exit') this.output.ended(event.child);
    this.add(this.redactor.event(event));
  }

  private add(event: WireEvent): void {
    this.lines += encode(event);
  }

  private taken(): Buffer {
    const bytes = Buffer.from(this.lines);
    this.lines = '';
    return bytes;
  }
}
