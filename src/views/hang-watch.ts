/**
 * Looks after runs that go on: tells which seems to hang, and no longer when it goes on. What the sidebar has read of a run lacks the
 * messages: it only tells when it is worth asking somebody who reads all of it. Knows no editor.
 */
import { Standstill } from '../recording/explain/standstill.js';
import type { Recording } from '../recording/index.js';

/** As `explain --hangs --json` tells it; steps from 1. */
export interface StandingHang {
  kind: string;
  step: number;
  sentence: string;
  waits: readonly { pid: number; since: number }[];
}

export interface WatchedRun {
  readonly recording: Recording;
  readonly file: string | undefined;
}

/** `hangs` reads the whole recording, which takes long; it does not fail. */
export interface HangWatchParts {
  hangs(file: string): Promise<readonly StandingHang[]>;
  changed(): void;
  now?(): number;
}

interface Watched {
  standstill: Standstill;
  /** For whom it was asked last. */
  asked: string;
  asking: boolean;
  notBefore: number;
  hang: StandingHang | undefined;
}

/** To ask costs a process of its own: it takes at most this part of the time, and has at least so long a pause. */
const PAUSE_SHARE = 10;
const LEAST_PAUSE_MS = 2000;

export class HangWatch<R extends WatchedRun> {
  private readonly watched = new Map<R, Watched>();

  constructor(private readonly parts: HangWatchParts) {}

  of(run: R): StandingHang | undefined {
    return this.watched.get(run)?.hang;
  }

  /** Looks once; resolves when whoever was asked has answered. */
  async look(live: readonly R[]): Promise<void> {
    for (const run of this.watched.keys()) if (!live.includes(run)) this.forget(run);
    await Promise.all(live.map((run) => this.lookAt(run)));
  }

  private async lookAt(run: R): Promise<void> {
    const own = this.watched.get(run) ?? fresh(run);
    this.watched.set(run, own);
    if (own.hang && isUndone(run.recording, own.hang)) {
      own.asked = '';
      this.tell(own, undefined);
    }
    const suspects = own.standstill.suspects();
    if (suspects === '') this.tell(own, undefined);
    else if (run.file !== undefined && this.isToAsk(own, suspects)) await this.ask(run, run.file, own, suspects);
  }

  /** The same ones again only where it cannot be seen here whether they go on. */
  private isToAsk({ asking, notBefore, asked, hang }: Watched, suspects: string): boolean {
    return !asking && this.now() >= notBefore && (suspects !== asked || (hang !== undefined && isSilent(hang)));
  }

  private async ask(run: R, file: string, own: Watched, suspects: string): Promise<void> {
    const begun = this.now();
    own.asking = true;
    own.asked = suspects;
    const [hang] = await this.parts.hangs(file);
    own.asking = false;
    own.notBefore = this.now() + Math.max(LEAST_PAUSE_MS, (this.now() - begun) * PAUSE_SHARE);
    // It may have gone on, or be over, meanwhile.
    if (this.watched.get(run) === own) this.tell(own, hang && isUndone(run.recording, hang) ? undefined : hang);
  }

  private tell(own: Watched, hang: StandingHang | undefined): void {
    if (own.hang?.sentence === hang?.sentence) return;
    own.hang = hang;
    this.parts.changed();
  }

  private forget(run: R): void {
    const hang = this.watched.get(run)?.hang;
    this.watched.delete(run);
    if (hang) this.parts.changed();
  }

  private now(): number {
    return this.parts.now?.() ?? Date.now();
  }
}

const fresh = ({ recording }: WatchedRun): Watched => ({
  standstill: new Standstill(recording),
  asked: '',
  asking: false,
  notBefore: 0,
  hang: undefined,
});

/** Of these it would be messages that tell whether they go on. */
const isSilent = ({ kind }: StandingHang): boolean => kind === 'open-handle' || kind === 'left';

/** One of its waits has ended, or who waited has. */
function isUndone(recording: Recording, hang: StandingHang): boolean {
  if (isSilent(hang)) return false;
  const { waits, processes } = recording;
  const open = new Set<string>();
  for (let wait = 0; wait < waits.length; wait++) {
    const begin = waits.beginStep(wait);
    const { pid, endTime } = processes[waits.process(wait)]!;
    if (waits.endStep(wait) < 0 && begin >= 0 && endTime === undefined) open.add(`${pid} ${recording.time(begin)}`);
  }
  return !hang.waits.every(({ pid, since }) => open.has(`${pid} ${since}`));
}
