/** The parts of a critical path, and what each is called. Pure. */
import type { PathSpan, Recording } from '../../recording/index.js';
import { assertNever } from '../../wire/events.js';
import { laneName } from '../describe.js';
import { duration } from '../format.js';
import { t } from '../strings.js';

/** "main, 1.2 s", "message from main to worker-1, 340 µs". */
export function spanText(recording: Recording, span: PathSpan): string {
  const time = duration(span.to - span.from);
  const to = laneName(recording, span.lane);
  if (span.kind === 'work') return `${to}, ${time}`;
  return `${kindText(span.kind)}, ${t('{0} to {1}', laneName(recording, span.fromLane), to)}, ${time}`;
}

export function kindText(kind: PathSpan['kind']): string {
  switch (kind) {
    case 'work':
      return t('Work');
    case 'message':
      return t('Message');
    case 'join':
      return t('Join');
    case 'start':
      return t('Start');
    case 'lock':
      return t('Lock');
    default:
      return assertNever(kind);
  }
}

/** The places of the longest spans, in their order on the path. */
export function longest(spans: readonly PathSpan[], most: number): number[] {
  const length = ({ from, to }: PathSpan): number => to - from;
  return spans
    .map((_, at) => at)
    .sort((a, b) => length(spans[b]!) - length(spans[a]!))
    .slice(0, most)
    .sort((a, b) => a - b);
}
