/** The channels in which messages were lost: a sentence each, and behind it the messages themselves. */
import type { ChannelLedger, Recording } from '../../recording/index.js';
import { lossReason, lossSentence } from '../../recording/sentences.js';
import { endsOf, previewOf } from '../describe.js';
import { count } from '../format.js';
import { usePanel } from '../panel.js';
import { shown } from '../parts/payload.js';
import { viewStep } from '../store.js';
import { t } from '../strings.js';
import { type Findings, isAtLeast, lossesOf, partlyKnown } from './findings.js';
import { plainText } from './names.js';
import { Rest } from './rest.js';
import { Sentence } from './sentence.js';

const MOST_CHANNELS = 100;
const MOST_MESSAGES = 50;

export function Losses({ findings }: { findings: Findings }) {
  const recording = usePanel().store.recording.value;
  const partly = partlyKnown(recording, findings.completeness);
  const losses = lossesOf(findings);
  return (
    <>
      {losses.slice(0, MOST_CHANNELS).map((book) => (
        <li key={book.channel}>
          <Sentence make={() => lossSentence(recording, book) ?? ''} />
          {isAtLeast(recording, book.channel, partly) && (
            <span class="dim"> {t('At least, as not everything is known of who takes part.')}</span>
          )}
          <LostMessages book={book} />
        </li>
      ))}
      <Rest count={losses.length - MOST_CHANNELS} />
    </>
  );
}

function LostMessages({ book }: { book: ChannelLedger }) {
  const { lost } = book;
  const { store } = usePanel();
  const recording = store.recording.value;
  if (lost.length === 0) return null;
  return (
    <details>
      <summary>{lost.length === 1 ? t('1 lost message') : t('{0} lost messages', count(lost.length))}</summary>
      <ol class="list lost">
        {lost.slice(0, MOST_MESSAGES).map(({ message, reason }) => {
          const step = recording.messages.sendStep(message);
          return (
            <li key={message}>
              <button
                type="button"
                class="link"
                title={plainText(() => lossReason(recording, reason))}
                onClick={() => viewStep(store, step)}
              >
                {lostText(recording, step)}
              </button>
            </li>
          );
        })}
        <Rest count={lost.length - MOST_MESSAGES} />
      </ol>
    </details>
  );
}

function lostText(recording: Recording, step: number): string {
  const { from, to } = endsOf(recording, step);
  const text = previewOf(recording, step).slice(0, 80);
  return shown(`#${count(step + 1)} ${to === undefined ? from : `${from} → ${to}`} ${text}`);
}
