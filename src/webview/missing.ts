/** What a recording is known to lack, a sentence each: what is not whole must not look whole. */
import type { Recording } from '../recording/index.js';
import { bytes, count } from './format.js';
import { t } from './strings.js';

export function missingTexts(recording: Recording, live: boolean): string[] {
  const { garbage, tooLong, cutBytes } = recording.problems;
  const texts: string[] = [];
  if (cutBytes > 0)
    texts.push(
      t(
        'The recording was cut short: opened {0} events; the last line is incomplete ({1}).',
        count(recording.length),
        bytes(cutBytes),
      ),
    );
  if (recording.leftOut > 0)
    texts.push(
      t(
        'The panel has taken in {0} events. {1} more are in the recording and not in this picture, which goes on with the lives of the processes alone (setting: processView.maxEvents).',
        count(recording.length),
        count(recording.leftOut),
      ),
    );
  const unread = garbage + tooLong;
  if (unread > 0)
    texts.push(
      unread === 1
        ? t('1 line could not be read and was skipped.')
        : t('{0} lines could not be read and were skipped.', count(unread)),
    );
  // While a run is live, events of other processes may still be on their way.
  const lost = live ? 0 : recording.gaps().reduce((sum, gap) => sum + gap.to - gap.from + 1, 0);
  if (lost === 1) texts.push(t('1 event is missing: its number is skipped in the recording.'));
  else if (lost > 0) texts.push(t('{0} events are missing: their numbers are skipped in the recording.', count(lost)));
  return texts;
}
