/** Details of the step: who and to whom, where in the source, how long it took, what it carried, what was said around it. */
import type { LossReason, Recording } from '../../recording/index.js';
import type { Location } from '../../wire/events.js';
import { channelName, endsOf, kindOf, previewOf } from '../describe.js';
import { bytes, count, duration, moment } from '../format.js';
import { LatencySplit } from '../insight/lazy.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { Conversation } from './conversation.js';
import { Icon } from './icon.js';
import { Payload } from './payload.js';
import { RawEvent } from './raw-event.js';
import { TypeMark } from './type-mark.js';

export function EventDetails({ step }: { step: number }) {
  const { store, derived } = usePanel();
  void store.version.value;
  const recording = store.recording.value;
  const { from, to } = endsOf(recording, step);
  const causes = derived.causes.value;
  return (
    <section aria-label={t('Event')}>
      <h2>{t('Event')}</h2>
      <p class="inspector-title">
        <TypeMark type={recording.type(step)} /> {`#${count(step + 1)} · ${kindOf(recording, step)}`}
      </p>
      <dl class="facts">
        <Fact name={t('From')}>{from}</Fact>
        {to !== undefined && <Fact name={t('To')}>{to}</Fact>}
        <Fact name={t('Time')}>{moment(recording.time(step))}</Fact>
        {recording.channel(step) >= 0 && (
          <Fact name={t('Channel')}>{channelName(recording, recording.channel(step))}</Fact>
        )}
        {recording.size(step) !== undefined && <Fact name={t('Size')}>{bytes(recording.size(step)!)}</Fact>}
        <Source name={t('Source')} location={recording.location(step)} />
        {recording.message(step) >= 0 && <MessageFacts step={step} />}
        {recording.wait(step) >= 0 && <WaitFacts step={step} />}
        {recording.clockDisagrees(step) && (
          <Fact name={t('Clock')}>
            {t('The receiver’s clock says it came before it was sent; it is shown right after.')}
          </Fact>
        )}
      </dl>
      {recording.message(step) >= 0 && <LatencySplit message={recording.message(step)} />}
      {causes && (
        <p class="dim">
          {t(
            '{0} events could have led to this; it could have led to {1}.',
            count(causes.pastCount),
            count(causes.futureCount),
          )}
        </p>
      )}
      <Text step={step} />
      {recording.message(step) >= 0 && <Conversation step={step} />}
      <RawEvent step={step} />
    </section>
  );
}

export function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** A line of source; a click opens it. */
export function Source({ name, location }: { name: string; location: Location | undefined }) {
  const { host, store } = usePanel();
  if (!location) return null;
  const text = `${location.file.split(/[\\/]/).at(-1)}:${location.line}`;
  const canOpen = store.can.value.has('reveal');
  return (
    <Fact name={name}>
      {canOpen ? (
        <button
          type="button"
          class="link"
          title={location.file}
          onClick={() => host.send({ type: 'reveal', ...location, focus: true })}
        >
          {text}
        </button>
      ) : (
        <span title={location.file}>{text}</span>
      )}
      {store.changed.value.has(location.file) && (
        <span class="bad">
          {' '}
          <Icon name="warning" /> {t('changed since the run')}
        </span>
      )}
    </Fact>
  );
}

/** Both ends of the message, and how long it was under way. */
function MessageFacts({ step }: { step: number }) {
  const recording = usePanel().store.recording.value;
  const { messages } = recording;
  const message = recording.message(step);
  const other = recording.type(step) === 'send' ? messages.receiveStep(message) : messages.sendStep(message);
  const latency = messages.latency(message);
  return (
    <>
      {other >= 0 && (
        <Source
          name={recording.type(step) === 'send' ? t('Received at') : t('Sent at')}
          location={recording.location(other)}
        />
      )}
      <Fact name={t('Latency')}>{latency === undefined ? fateText(recording, message, step) : duration(latency)}</Fact>
    </>
  );
}

function fateText(recording: Recording, message: number, step: number): string {
  const fate = recording.messages.fate(message);
  switch (fate.state) {
    case 'lost':
      return lossText(fate.reason);
    case 'unseen':
      return t('unknown: the receiver is seen from outside only');
    case 'in-flight':
      return t('not received yet');
    default:
      return recording.messages.sendStep(message) < 0 ? t('unknown: its send is not in the recording') : `${step}`;
  }
}

function lossText(reason: LossReason): string {
  if (reason.kind === 'channel-closed') return t('lost: the receiver had closed its end');
  if (reason.kind === 'no-reader-left') return t('lost: nobody was left to receive it');
  return t('lost: the receiver had ended');
}

function WaitFacts({ step }: { step: number }) {
  const recording = usePanel().store.recording.value;
  const { waits } = recording;
  const wait = recording.wait(step);
  const [begin, end] = [waits.beginStep(wait), waits.endStep(wait)];
  const lasted = begin >= 0 && end >= 0 ? duration(recording.time(end) - recording.time(begin)) : t('not over');
  return (
    <>
      <Fact name={t('Waits for')}>{previewOf(recording, step)}</Fact>
      <Fact name={t('Waited')}>{lasted}</Fact>
      {waits.blocking(wait) && <Fact name={t('Blocking')}>{t('the whole thread stood still')}</Fact>}
    </>
  );
}

/** What the event carries, in full: a payload as a tree, an output as it was written. */
function Text({ step }: { step: number }) {
  const recording = usePanel().store.recording.value;
  const type = recording.type(step);
  if (type === 'send' || type === 'receive') {
    const send = recording.messages.sendStep(recording.message(step));
    const payload = recording.messages.preview(recording.message(step));
    return payload === undefined ? null : <Payload text={payload} truncated={send >= 0 && recording.truncated(send)} />;
  }
  const text = recording.text(step);
  return text ? <Payload text={text} truncated={recording.truncated(step)} plain /> : null;
}
