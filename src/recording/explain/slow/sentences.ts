/** Why it is slow, as sentences in the language that is spoken. */
import type { Recording } from '../../recording.js';
import { place, seconds, Words } from '../../words.js';
import type { CriticalPath, PathSpan } from './critical-path.js';
import type { LatencyParts } from './latency.js';
import type { PoolAdvice } from './pool-advice.js';
import type { ProcessProfile } from './profile.js';
import { texts } from './texts.js';

/** Parts that are less than a hundredth are left out. */
export function latencySentence(parts: LatencyParts): string {
  const { serialising, travelling, waiting, unasked, handling, total } = parts;
  const named: [number, (time: string) => string][] = [
    [serialising, texts.serialising],
    [travelling, texts.travelling],
    [unasked, texts.waitingUnasked],
    [waiting - unasked, texts.waitingForLoop],
    [handling, texts.handling],
  ];
  const told = named.filter(([time]) => time >= total / 100).map(([time, text]) => text(milliseconds(time)));
  return texts.parts(milliseconds(total), told);
}

export function profileSentence(recording: Recording, { process, kind, lifetime, spent, measured }: ProcessProfile) {
  const name = new Words(recording).process(process);
  if (kind === 'unknown') return texts.unknown(name);
  const share = (part: number): string => `${Math.round((100 * part) / Math.max(lifetime, 1))} %`;
  const shares = {
    lifetime: seconds(lifetime),
    computing: share(spent.computing),
    messages: share(spent.messages),
    waiting: share(spent.waiting),
    io: share(spent.io),
  };
  return texts.profile(name, texts.kinds[kind], shares, measured);
}

export function poolAdviceSentence(advice: PoolAdvice): string {
  const { pool, workers, tasks, because, computing, cores } = advice;
  const reason = texts.because[because](Math.round(computing * 100), cores);
  return texts.pool(pool, workers, tasks, adviceText(advice), reason);
}

function adviceText({ workers, advised, gain }: PoolAdvice): string {
  if (advised === workers) return texts.poolIsRight;
  return gain < 1.05 ? texts.poolAsWell(advised) : texts.poolBetter(advised, gain.toFixed(1));
}

/** The chain in a line: who, for how long, and how it goes on; undefined where there is none. */
export function pathSentence(recording: Recording, { spans, totals }: CriticalPath): string | undefined {
  if (spans.length === 0) return undefined;
  const words = new Words(recording);
  const length = spans.at(-1)!.to - spans[0]!.from;
  const isLong = ({ from, to }: PathSpan): boolean => to - from >= length / 100;
  const links = spans
    .filter((span) => span.kind !== 'work' || isLong(span))
    .map((span) => {
      const time = isLong(span) ? ` ${milliseconds(span.to - span.from)}` : '';
      if (span.kind === 'work') return `${words.lane(span.lane)}${time}`;
      return `${texts.hops[span.kind]}${time}${place(recording.location(span.step))}`;
    });
  const shown = links.length <= MOST ? links : [...links.slice(0, MOST / 2), '…', ...links.slice(-MOST / 2)];
  return texts.path(seconds(length), shown, {
    work: seconds(totals.work),
    message: seconds(totals.message),
    start: seconds(totals.start),
  });
}

const MOST = 24;

export const milliseconds = (microseconds: number): string =>
  microseconds < 10_000 ? `${(microseconds / 1000).toFixed(2)} ms` : `${(microseconds / 1000).toFixed(0)} ms`;
