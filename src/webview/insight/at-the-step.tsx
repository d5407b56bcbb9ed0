/** Who stands still at the step viewed, be it for a moment; looked at when a person stays at a step. */
import { useMemo } from 'preact/hooks';
import { explainHang } from '../../recording/explain/hang.js';
import { knotSentence } from '../../recording/sentences.js';
import { count } from '../format.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { useRested } from './rested.js';
import { Sentence } from './sentence.js';
import { ShowKnot } from './show-knot.js';

export function AtTheStep() {
  const { store } = usePanel();
  const step = store.step.value;
  const recording = store.recording.value;
  const key = `${step} ${store.follow.value} ${recording.length}`;
  const rested = useRested(key).value === key;
  const knots = useMemo(() => (rested && step >= 0 ? explainHang(recording, step) : []), [rested, key, recording]);
  // At the end it is the same as what stands still for good.
  if (store.follow.value || !rested || step < 0) return null;
  const title = t('At step {0}', count(step + 1));
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {knots.length === 0 && <p class="dim">{t('Everybody can go on.')}</p>}
      <ul class="list findings">
        {knots.map((knot) => (
          <li key={`${knot.links[0]?.lane}.${knot.links[0]?.wait}`}>
            <Sentence make={() => knotSentence(recording, knot)} />
            <ShowKnot knot={knot} step={step} />
          </li>
        ))}
      </ul>
    </section>
  );
}
