/** The spans of a run to a collector while it lasts: hands what is recorded to a thread that sends it, and tells at the end what came of it. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { parseTraceparent } from '../export/otlp/ids.js';
import type { TraceSeed } from '../wire/events.js';
import { exportTexts } from './export-texts.js';
import type { Endpoint } from './otlp-endpoint.js';
import type { Order, Outcome, Report } from './otlp-worker.js';

/** What the thread has not taken yet: above this, lines are left out and counted, so that they never pile up. */
const MOST_AHEAD_BYTES = 32 << 20;
const FLUSH_AFTER_MS = 50;
const FLUSH_AT_BYTES = 1 << 18;
/** The thread itself ends its last attempts in time; where it cannot, the run ends without it. */
const MARGIN_MS = 5000;

export class LiveExport {
  /** Options of the run. */
  readonly forRun: { trace: TraceSeed; onLines: (lines: Uint8Array) => void };
  private worker: Worker | undefined;
  private outcome: Promise<Outcome> | undefined;
  private held: Uint8Array[] = [];
  private heldBytes = 0;
  private ahead = 0;
  private leftOut = 0;
  private timer: NodeJS.Timeout | undefined;

  /** `env`: of the script, which may be part of a trace already. */
  constructor(
    private readonly endpoint: Endpoint,
    env: NodeJS.ProcessEnv,
  ) {
    const id = parseTraceparent(env.TRACEPARENT)?.traceId ?? randomBytes(16).toString('hex');
    const trace = { id, seed: randomBytes(8).toString('hex') };
    this.forRun = { trace, onLines: (lines) => this.take(lines) };
  }

  private take(lines: Uint8Array): void {
    if (this.ahead + this.heldBytes > MOST_AHEAD_BYTES) {
      this.leftOut += lines.length;
      return;
    }
    this.held.push(lines);
    this.heldBytes += lines.length;
    if (this.heldBytes > FLUSH_AT_BYTES) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), FLUSH_AFTER_MS).unref();
  }

  /** Sends the rest and tells what came of it: `warn` where something did not. */
  async end(note: (line: string) => void, warn: (line: string) => void): Promise<void> {
    this.flush();
    this.worker!.ref();
    this.give({ end: true });
    const patience = AbortSignal.timeout(this.endpoint.lastMs + MARGIN_MS);
    const outcome = await Promise.race([this.outcome!, once(patience, 'abort').then(() => NOTHING)]);
    await this.worker!.terminate();
    const { sent, rejected, lost, why } = outcome;
    const { url } = this.endpoint;
    if (sent > rejected) note(exportTexts.sent(sent - rejected, url));
    if (rejected > 0) warn(exportTexts.rejected(rejected, why));
    if (lost > 0 || sent === 0) warn(exportTexts.notSent(lost, url, why));
    if (this.leftOut > 0) warn(exportTexts.tooMuch(Math.ceil(this.leftOut / 1e6)));
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.begin();
    if (this.heldBytes === 0) return;
    const lines = new Uint8Array(Buffer.concat(this.held));
    this.held = [];
    this.heldBytes = 0;
    this.ahead += lines.length;
    this.give({ lines }, [lines.buffer]);
  }

  private give(order: Order, moved: ArrayBuffer[] = []): void {
    this.worker!.postMessage(order, moved);
  }

  /** It holds no process open: a run that cannot start ends at once. */
  private begin(): void {
    if (this.worker !== undefined) return;
    const worker = new Worker(path.join(__dirname, 'otlp-worker.js'), {
      workerData: this.endpoint,
      // Of a run within a run it must not become a part.
      ...{ env: {}, execArgv: [] },
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    worker.unref();
    this.worker = worker;
    this.outcome = new Promise((resolve) => {
      worker.on('message', (report: Report) => {
        if ('taken' in report) this.ahead -= report.taken;
        else resolve(report);
      });
      worker.on('error', (error) => resolve({ ...NOTHING, why: error.message }));
      worker.on('exit', () => resolve(NOTHING));
    });
  }
}

const NOTHING: Outcome = { sent: 0, rejected: 0, lost: 0, why: '' };
