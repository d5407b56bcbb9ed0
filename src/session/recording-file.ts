/** The recording on disk, written while the run lasts. A disk that fills up ends the recording, never the run. */
import { closeSync, openSync, readSync, statSync, writev } from 'node:fs';
import { promisify } from 'node:util';
import { decode } from '../wire/codec.js';
import { RunError } from './errors.js';
import { isAlive } from './process-table.js';
import { reason, texts } from './texts.js';

/** Whoever reads along sees an event at the latest this long after it arrived. */
const FLUSH_AFTER_MS = 30;
const FLUSH_AT_BYTES = 1 << 20;
/** Above this the sockets are left unread until the disk has caught up. */
const FULL_BYTES = 32 << 20;

export class RecordingFile {
  private queue: Uint8Array[] = [];
  private queued = 0;
  private writing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** What comes after a pause is written at once: a person waits for the first event of a run. */
  private flushedAt = 0;
  /** Called when what was waiting is written, or never will be. */
  onDrain: () => void = () => {};

  private constructor(
    private readonly path: string,
    private fd: number | undefined,
    private readonly warn: (text: string) => void,
  ) {}

  /** Makes the file; one that is there is replaced if it is a recording that nobody is writing. */
  static create(path: string, warn: (text: string) => void): RecordingFile {
    refuseOthers(path);
    try {
      return new RecordingFile(path, openSync(path, 'w', 0o600), warn);
    } catch (cause) {
      throw new RunError(texts.cannotRecord(path, reason(cause)), { cause });
    }
  }

  get full(): boolean {
    return this.queued > FULL_BYTES;
  }

  append(bytes: Uint8Array): void {
    if (this.fd === undefined) return;
    this.queue.push(bytes);
    this.queued += bytes.length;
    if (this.queued > FLUSH_AT_BYTES) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), Math.max(0, this.flushedAt + FLUSH_AFTER_MS - Date.now()));
  }

  async close(): Promise<void> {
    while (this.writing !== undefined || this.queue.length > 0) await this.flush();
    if (this.fd !== undefined) closeSync(this.fd);
    this.fd = undefined;
  }

  private flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.flushedAt = Date.now();
    if (this.writing === undefined && this.queue.length > 0) {
      this.writing = this.writeQueue().finally(() => {
        this.writing = undefined;
        this.onDrain();
      });
    }
    return this.writing ?? Promise.resolve();
  }

  private async writeQueue(): Promise<void> {
    try {
      while (this.queue.length > 0 && this.fd !== undefined) await this.writeSome(this.fd);
    } catch (error) {
      this.giveUp(error);
    }
  }

  private async writeSome(fd: number): Promise<void> {
    const batch = this.queue.splice(0, MOST_BUFFERS);
    const { bytesWritten } = await writevAsync(fd, batch);
    this.queued -= bytesWritten;
    this.queue.unshift(...afterFirst(batch, bytesWritten));
  }

  private giveUp(error: unknown): void {
    this.queue = [];
    this.queued = 0;
    if (this.fd !== undefined) closeSync(this.fd);
    this.fd = undefined;
    this.warn(texts.recordingStopped(this.path, reason(error)));
  }
}

/** The most buffers that one call of the system takes. */
const MOST_BUFFERS = 1024;
const writevAsync = promisify(writev);

/** What is left of the buffers when the first `bytes` bytes are done. */
function afterFirst(buffers: Uint8Array[], bytes: number): Uint8Array[] {
  let done = bytes;
  let index = 0;
  while (index < buffers.length && buffers[index]!.length <= done) done -= buffers[index++]!.length;
  const rest = buffers.slice(index);
  if (done > 0) rest[0] = rest[0]!.subarray(done);
  return rest;
}

/** A slip of the hand must not cost a person a file: only a recording is replaced, and only one that has ended. */
function refuseOthers(path: string): void {
  const beginning = beginningOf(path);
  if (beginning === undefined || beginning.text === '') return;
  const header = decode(beginning.text.split('\n', 1)[0]!);
  if (header?.type !== 'header') throw new RunError(texts.notARecording(path));
  const writer = header.collector;
  if (writer !== undefined && beginning.ageMs < 5000 && isAlive(writer)) {
    throw new RunError(texts.recordingInUse(path, writer));
  }
}

/** The first bytes of a file and the time since it was last written to; undefined where there is no regular file. */
function beginningOf(path: string): { text: string; ageMs: number } | undefined {
  let fd: number | undefined;
  try {
    const status = statSync(path);
    if (!status.isFile()) return undefined;
    fd = openSync(path, 'r');
    const bytes = Buffer.alloc(64 * 1024);
    const length = readSync(fd, bytes);
    return { text: bytes.toString('utf8', 0, length), ageMs: Date.now() - status.mtimeMs };
  } catch {
    return undefined; // It is not there or not to be read; opening it for writing tells what is the matter.
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
