/** Redaction: what matches a pattern never reaches the recording, nor any other file. See `RunOptions.redact`. */
import type { ProbeOptions } from '../../wire/handshake.js';
import type { Member } from '../census.js';
import { RedactedLines } from './lines.js';
import { redactionPatterns } from './patterns.js';
import { MARGIN, Redactor } from './redactor.js';

export { RedactedLines } from './lines.js';
export { redactionPatterns } from './patterns.js';
export { Redactor } from './redactor.js';

export interface RedactOptions {
  /** Regular expressions, as they are or as `/…/flags`. */
  patterns: readonly string[];
  /** Also the patterns of well-known secrets. */
  defaults: boolean;
  /** False records nothing of what processes print but how much it was. */
  output?: boolean;
}

/** What a run does for it. */
export interface Redaction {
  lines: RedactedLines;
  probe: ProbeOptions;
  header: { redacted?: number };
  member(member: Member): Member;
}

/** Undefined where nothing is to be redacted; throws a RunError for a pattern that is none. */
export function redactionOf(redact: RedactOptions | undefined, previewBytes: number): Redaction | undefined {
  if (redact === undefined) return undefined;
  if (redact.patterns.length === 0 && !redact.defaults && redact.output !== false) return undefined;
  const patterns = redactionPatterns(redact.patterns, redact.defaults);
  const redactor = new Redactor(patterns, previewBytes);
  return {
    lines: new RedactedLines(redactor, redact.output !== false),
    // A payload comes with more than is recorded of it, and what the collector has not taken in time is lost rather than left in a file.
    probe: { previewBytes: previewBytes === 0 ? 0 : previewBytes + MARGIN, leavesNothing: true },
    header: patterns.length > 0 ? { redacted: patterns.length } : {},
    member: (member) => ({ ...member, command: redactor.words(member.command) }),
  };
}
