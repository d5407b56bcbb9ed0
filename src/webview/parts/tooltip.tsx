/** What the pointer is over, in a few lines. Everything in it is also in the log and the details, for those without a pointer. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Recording } from '../../recording/index.js';
import { segmentKinds } from '../../recording/layout/segments.js';
import { endsOf, kindOf, laneName, previewOf, waitText } from '../describe.js';
import { count, duration, moment } from '../format.js';
import { segmentsOf } from '../layout/bars.js';
import type { Hit } from '../layout/hit.js';
import type { Hover } from '../paint/scene.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';

export function Tooltip({ hover }: { hover: Hover }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const el = box.current;
    const around = el?.parentElement;
    if (!el || !around) return;
    const x = Math.min(hover.x + 14, around.clientWidth - el.offsetWidth - 4);
    const below = hover.y + 18 + el.offsetHeight < around.clientHeight;
    const y = below ? hover.y + 18 : Math.max(0, hover.y - el.offsetHeight - 10);
    el.style.setProperty('transform', `translate(${Math.max(0, Math.round(x))}px, ${Math.round(y)}px)`);
  });
  if (!hover.hit) return null;
  return (
    <div class="tooltip" ref={box} aria-hidden="true">
      <Content hit={hover.hit} />
    </div>
  );
}

function Content({ hit }: { hit: Hit }) {
  const { store } = usePanel();
  const recording = store.recording.value;
  switch (hit.kind) {
    case 'message':
      return <MessageTip recording={recording} message={hit.message} />;
    case 'event':
      return <EventTip recording={recording} step={hit.step} />;
    case 'lane':
      return <LaneTip hit={hit} />;
  }
}

function MessageTip({ recording, message }: { recording: Recording; message: number }) {
  const { messages } = recording;
  const step = Math.max(messages.sendStep(message), 0);
  const { from, to } = endsOf(recording, messages.sendStep(message) >= 0 ? step : messages.receiveStep(message));
  const latency = messages.latency(message);
  return (
    <>
      <strong>{`${from} → ${to ?? '?'}`}</strong>
      <div class="dim">
        {latency === undefined ? fateText(recording, message) : t('received after {0}', duration(latency))}
      </div>
      <span class="mono">{messages.preview(message)}</span>
    </>
  );
}

function fateText(recording: Recording, message: number): string {
  return recording.messages.fate(message).state === 'lost' ? t('never received') : t('not received yet');
}

function EventTip({ recording, step }: { recording: Recording; step: number }) {
  const { from, to } = endsOf(recording, step);
  return (
    <>
      <strong>{`#${count(step + 1)} ${kindOf(recording, step)}`}</strong> {to ? `${from} → ${to}` : from}
      <div class="dim">{moment(recording.time(step))}</div>
      <span class="mono">{previewOf(recording, step)}</span>
    </>
  );
}

/** What a lane does at that place: which wait, and for how long. */
function LaneTip({ hit }: { hit: Extract<Hit, { kind: 'lane' }> }) {
  const { store } = usePanel();
  const recording = store.recording.value;
  const { from, to, wait, what, length } = segmentsOf(recording, hit.lane, store.scale.value);
  let at = 0;
  while (at < length && to[at]! < hit.place) at++;
  const inside = at < length && from[at]! <= hit.place;
  if (!inside || segmentKinds[what[at]!] === 'running') return <strong>{laneName(recording, hit.lane)}</strong>;
  const waited = wait[at]! >= 0 ? waitText(recording, wait[at]!) : '';
  return (
    <>
      <strong>{laneName(recording, hit.lane)}</strong>
      <div>{t('waits: {0}', waited)}</div>
      {store.scale.value === 'time' && <div class="dim">{duration(to[at]! - from[at]!)}</div>}
    </>
  );
}
