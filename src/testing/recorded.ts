/** A recording to assert about: of a run that a test has made, or from a file. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { completeness } from '../recording/explain/completeness.js';
import { type Explanations, explanations } from '../recording/explain/explanations.js';
import { openRecording as openBytes, type Recording } from '../recording/recording.js';
import { completenessSentences } from '../recording/sentences.js';
import { RulesError } from './errors.js';
import { eventsIn, type Happened } from './events.js';
import { type BrokenRule, brokenRules, readRules, rulesText } from './rules.js';
import { texts } from './texts.js';

export class Recorded {
  private kept: string | undefined;

  /** `made` where the test's run is only in a file that goes: its bytes, to keep them where something is wrong. */
  constructor(
    /** The model: everything that is known of the run. */
    readonly recording: Recording,
    file: string | undefined,
    private readonly made?: { name: string; packed: Uint8Array },
  ) {
    this.kept = file;
  }

  /** Throws a RulesError where one of the rules does not hold; each is a line, as in a file of rules. */
  holds(...rules: string[]): void {
    const read = readRules(rules.join('\n'));
    const broken = brokenRules(this.recording, read);
    if (broken.length === 0) return;
    const error = new RulesError([rulesText(broken, read.length), ...this.more()].join('\n'), broken);
    Error.captureStackTrace(error, this.holds);
    throw error;
  }

  /** The rules that do not hold. */
  broken(...rules: string[]): BrokenRule[] {
    return brokenRules(this.recording, readRules(rules.join('\n')));
  }

  /** What happened of this, as in `receive by main` or `output("done")`. */
  events(event: string): Happened[] {
    return eventsIn(this.recording, event);
  }

  /** Everything that is known to be wrong, and what took its time, as sentences. */
  explain(): Explanations {
    return explanations(this.recording);
  }

  /** The file of the recording; what was not to be kept is written now. */
  file(): string {
    this.kept ??= keep(this.made!);
    return this.kept;
  }

  /** What to know beside what is wrong: how complete the recording is, and where to see it. */
  more(): string[] {
    const unknown = completenessSentences(this.recording, completeness(this.recording));
    return [...(unknown.length === 0 ? [] : [texts.notKnown(unknown.join(' '))]), texts.toSee(this.file())];
  }
}

function keep({ name, packed }: { name: string; packed: Uint8Array }): string {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'process-view-')), `${name}.pvrec.gz`);
  writeFileSync(file, packed);
  return file;
}

export const pack = (bytes: Uint8Array): Uint8Array => gzipSync(bytes, { level: 1 });

/** What was recorded before, in a `.pvrec` or a `.pvrec.gz`. */
export function openRecording(file: string | URL): Recorded {
  const name = typeof file === 'string' ? file : fileURLToPath(file);
  const bytes = readFileSync(name);
  return new Recorded(openBytes(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes), name);
}
