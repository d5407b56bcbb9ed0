/** Looks at a run while it goes on, until it is over: by itself, because it hangs, because a rule holds, or because time is up. */
import { open } from 'node:fs/promises';
import { setTimeout as after } from 'node:timers/promises';
import { findHangs } from '../recording/explain/hangs.js';
import { Recording } from '../recording/recording.js';
import { checkRules } from '../recording/rules/evaluate.js';
import type { Rule } from '../recording/rules/syntax.js';
import { knotSentence } from '../recording/sentences.js';

export interface Watched {
  readonly file: string;
  readonly ended: Promise<unknown>;
  /** Where all of these hold it is over. */
  readonly goal: readonly Rule[] | undefined;
  readonly timeout: number;
  readonly hangAfter: number;
  readonly signal: AbortSignal | undefined;
}

export type Outcome =
  | { kind: 'ended' | 'goal' | 'late' | 'aborted' }
  /** The sentences on what hangs. */
  | { kind: 'hang'; sentences: readonly string[] };

/** As they were when this was read: a test may replace those of the world by its own. */
const now = performance.now.bind(performance);
const LOOK_MS = 50;
/** A look may take a tenth of the time. */
const SHARE = 10;

export async function watch(watched: Watched): Promise<Outcome> {
  const looking = new Looking(watched);
  const ended = watched.ended.then(() => true);
  for (let pause = LOOK_MS; ; ) {
    if (await Promise.race([ended, after(pause, false)])) return { kind: 'ended' };
    const began = now();
    const outcome = await looking.look();
    if (outcome !== undefined) return outcome;
    pause = Math.max(LOOK_MS, (now() - began) * SHARE);
  }
}

class Looking {
  private readonly live: LiveRecording;
  private readonly deadline: number;
  /** What hangs, with when it was first seen to. */
  private standing = new Map<string, number>();

  constructor(private readonly watched: Watched) {
    this.live = new LiveRecording(watched.file);
    this.deadline = now() + watched.timeout;
  }

  async look(): Promise<Outcome | undefined> {
    const { goal, signal, hangAfter } = this.watched;
    if (signal?.aborted) return { kind: 'aborted' };
    const recording = await this.live.read();
    if (goal && checkRules(recording, goal).every(({ breach }) => breach === undefined)) return { kind: 'goal' };
    const sentences = hangAfter < Number.POSITIVE_INFINITY ? this.stoodFor(recording, hangAfter) : [];
    if (sentences.length > 0) return { kind: 'hang', sentences };
    return now() > this.deadline ? { kind: 'late' } : undefined;
  }

  private stoodFor(recording: Recording, hangAfter: number): string[] {
    const found = findHangs(recording).map(({ knot }) => knotSentence(recording, knot));
    this.standing = new Map(found.map((sentence) => [sentence, this.standing.get(sentence) ?? now()]));
    return found.filter((sentence) => now() - this.standing.get(sentence)! >= hangAfter);
  }
}

/** What has been written so far. */
class LiveRecording {
  private readonly recording = new Recording();
  private at = 0;

  constructor(private readonly file: string) {}

  async read(): Promise<Recording> {
    const handle = await open(this.file, 'r').catch(() => undefined); // It is not there yet.
    if (handle === undefined) return this.recording;
    try {
      const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(CHUNK), position: this.at });
      this.at += bytesRead;
      this.recording.appendBytes(buffer.subarray(0, bytesRead));
      return bytesRead < CHUNK ? this.recording : await this.read();
    } finally {
      await handle.close();
    }
  }
}

const CHUNK = 1 << 20;
