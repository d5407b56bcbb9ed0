/** The collector: takes in what the probes tell, adds what it knows itself, and writes both to the recording. */
import { readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { encode } from '../wire/codec.js';
import type { ChildExit, Found, Header, Lost, Sample, Wait, Wake } from '../wire/events.js';
import { leftoverFile } from '../wire/handshake.js';
import type { Address } from './address.js';
import type { Clock } from './clock.js';
import { Connection, type ConnectionHandler } from './connection.js';
import { RunError } from './errors.js';
import type { Traffic, TreeEvent } from './line-check.js';
import { type Pause, Pauses } from './pauses.js';
import type { RecordingFile } from './recording-file.js';
import type { RedactedLines } from './redact/index.js';
import { reason, recorded, texts } from './texts.js';

/** An event of the collector's own; `pid` is given where it is not the collector's, `time` where it is not now. */
export type OwnEvent = Own<Found> | Own<ChildExit> | Own<Sample> | Own<Lost> | Pause;
type Own<E> = Omit<E, 'seq' | 'time' | 'pid'> & { time?: number; pid?: number };

export interface CollectorOptions {
  address: Address;
  clock: Clock;
  header: Header;
  file: RecordingFile | undefined;
  /** What stands between all lines and the file. */
  redaction?: RedactedLines | undefined;
  /** Hears all that goes to the file, or would. */
  onLines?: ((lines: Uint8Array) => void) | undefined;
  onTree(event: TreeEvent): void;
  /** Whoever steers the run asks for its end. */
  onStop(): void;
}

export class Collector {
  readonly traffic: Traffic = { events: 0, sends: 0, receives: 0 };
  /** What was lost, by reason: all of it, and what no event has told of yet. */
  readonly lost = new Map<string, number>();
  private untold = new Map<string, number>();
  private readonly connections = new Set<Connection>();
  private readonly numbers = new Map<number, number>();
  private readonly pauses: Pauses;
  private readonly server: Server;

  private constructor(private readonly options: CollectorOptions) {
    this.pauses = new Pauses(options.clock.origin);
    this.server = createServer((socket) => {
      this.connections.add(new Connection(socket, options.address.token, this.handler, this.traffic));
    });
    if (options.file) options.file.onDrain = () => this.resume();
    this.write(encode(options.header));
  }

  static async listen(options: CollectorOptions): Promise<Collector> {
    const collector = new Collector(options);
    await new Promise<void>((resolve, reject) => {
      collector.server.once('error', (cause) => {
        reject(new RunError(texts.cannotListen(options.address.socket, reason(cause)), { cause }));
      });
      collector.server.listen(options.address.socket, resolve);
    });
    return collector;
  }

  /** How many connections are of probes, and of somebody who has not said yet what it is. */
  get connected(): { probes: number; unknown: number } {
    const roles = [...this.connections].map(({ role }) => role);
    return {
      probes: roles.filter((role) => role === 'probe').length,
      unknown: roles.filter((role) => role === 'unknown').length,
    };
  }

  /** Numbers an event of the collector's own and writes it. */
  tell(event: OwnEvent): void {
    const { type, pid = process.pid, time = this.options.clock.now(), ...rest } = { pid: undefined, ...event };
    const seq = (this.numbers.get(pid) ?? 0) + 1;
    this.numbers.set(pid, seq);
    this.write(encode({ type, time, pid, seq, ...rest } as Found | ChildExit | Sample | Lost | Wait | Wake));
  }

  /** Tells of what was lost since it was last told; seldom, so that a flood of nonsense is no flood of events. */
  tellLost(): void {
    for (const [why, count] of this.untold) this.tell({ type: 'lost', count, why });
    this.untold = new Map();
  }

  async close(): Promise<void> {
    for (const { socket } of this.connections) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
    this.tellLost();
    const { file, redaction } = this.options;
    if (redaction) this.store(redaction.rest());
    await file?.close();
  }

  private readonly handler: ConnectionHandler = {
    lines: (bytes) => this.write(bytes),
    tree: (event) => this.options.onTree(event),
    dropped: ({ why, count }) => this.count(this.lost, why, count),
    bad: (count) => this.lose(recorded.badLine, count),
    foreign: () => this.lose(recorded.foreignConnection, 1),
    tooLong: () => this.lose(recorded.longLine, 1),
    cut: () => this.lose(recorded.cutLine, 1),
    command: (line) => this.obey(line),
    closed: (connection) => this.connections.delete(connection),
    leftover: (pid, tid) => takeFile(leftoverFile(this.options.address.socket, pid, tid)),
  };

  private obey(line: string): void {
    if (line === 'stop') this.options.onStop();
    const pause = this.pauses.eventOf(line);
    if (pause) this.tell(pause);
  }

  private lose(why: string, count: number): void {
    this.count(this.lost, why, count);
    this.count(this.untold, why, count);
  }

  private count(counts: Map<string, number>, why: string, more: number): void {
    counts.set(why, (counts.get(why) ?? 0) + more);
  }

  private write(bytes: Uint8Array | string): void {
    const { file, redaction } = this.options;
    const whole = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    this.store(redaction ? redaction.take(whole) : whole);
    if (file?.full) for (const { socket } of this.connections) socket.pause();
  }

  private store(lines: Uint8Array): void {
    this.options.file?.append(lines);
    this.options.onLines?.(lines);
  }

  private resume(): void {
    for (const { socket } of this.connections) socket.resume();
  }
}

/** A file's bytes, and no file any more; undefined where there is none, as nearly always. */
function takeFile(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    rmSync(file);
    return bytes;
  } catch {
    return undefined;
  }
}
