/** The diagnosis: why it hangs, where messages went, what was left behind, what is not known, why it takes so long. */
import type { ComponentChildren } from 'preact';
import { completenessSentences, hangSentence, leftoverSentence } from '../../recording/sentences.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { AtTheStep } from './at-the-step.js';
import { countOf, type Findings, lossesOf } from './findings.js';
import { Losses } from './losses.js';
import { Rest } from './rest.js';
import { Sentence } from './sentence.js';
import { ShowKnot } from './show-knot.js';
import { Slow } from './slow.js';

export function DiagnosisView() {
  const findings = usePanel().store.findings.value;
  return (
    <div class="inspector-body diagnosis" tabIndex={0}>
      {findings ? <Found findings={findings} /> : <p class="dim">{t('Looking…')}</p>}
    </div>
  );
}

function Found({ findings }: { findings: Findings }) {
  const recording = usePanel().store.recording.value;
  const { hangs, leftovers, completeness } = findings;
  const unknown = completenessSentences(recording, completeness).length;
  return (
    <>
      {countOf(findings) + leftovers.length + unknown === 0 && <p>{nothingText(findings)}</p>}
      <AtTheStep />
      <Part title={t('Why it hangs')} count={hangs.length}>
        {hangs.map((hang) => (
          <li key={`${hang.knot.links[0]?.lane}.${hang.knot.links[0]?.wait}`}>
            <Sentence make={() => hangSentence(recording, hang)} />
            <ShowKnot knot={hang.knot} step={hang.step} />
          </li>
        ))}
      </Part>
      <Part title={t('Where messages went')} count={lossesOf(findings).length}>
        <Losses findings={findings} />
      </Part>
      <Part title={t('Left behind')} count={leftovers.length}>
        {leftovers.slice(0, MOST).map((leftover) => (
          <li key={`${leftover.kind} ${leftover.process}`}>
            <Sentence make={() => leftoverSentence(recording, leftover)} />
          </li>
        ))}
        <Rest count={leftovers.length - MOST} />
        <EndThem findings={findings} />
      </Part>
      <Part title={t('Not known')} count={unknown}>
        <Unknown findings={findings} />
      </Part>
      <Slow findings={findings} />
    </>
  );
}

/** Where somebody may still be alive; the host finds out who, and asks before it ends anybody. */
function EndThem({ findings: { leftovers, live } }: { findings: Findings }) {
  const { store, host } = usePanel();
  const mayLive = leftovers.some(
    (leftover) =>
      leftover.kind === 'still-alive' || (leftover.kind === 'orphan' && leftover.microseconds === undefined),
  );
  if (live || !mayLive || !store.can.value.has('end')) return null;
  return (
    <li>
      <button type="button" class="show" onClick={() => host.send({ type: 'action', action: 'end' })}>
        {t('End what is still alive…')}
      </button>
    </li>
  );
}

/** More than this a person does not read. */
const MOST = 100;

const nothingText = ({ live }: Findings): string =>
  live
    ? t('Nothing is wrong so far.')
    : t('Nothing is wrong: nobody hangs, no message is lost, nothing was left behind, nothing is missing.');

/** A heading with its findings; nothing where there are none. */
function Part({ title, count, children }: { title: string; count: number; children: ComponentChildren }) {
  if (count === 0) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul class="list findings">{children}</ul>
    </section>
  );
}

function Unknown({ findings: { completeness } }: { findings: Findings }) {
  const recording = usePanel().store.recording.value;
  // Each sentence by itself, so that the names in it are its own.
  const blind = completeness.blind.map((one) => ({ ...nothingElse, blind: [one] }));
  const dropped = completeness.dropped.map((one) => ({ ...nothingElse, dropped: [one] }));
  const { missing, clockDisagreements, cutBytes, unread } = completeness;
  const rest = [{ missing }, { clockDisagreements }, { cutBytes }, { unread }].map((one) => ({
    ...nothingElse,
    ...one,
  }));
  const all = [...blind, ...dropped, ...rest].filter((one) => completenessSentences(recording, one).length > 0);
  return (
    <>
      {all.slice(0, MOST).map((one, i) => (
        <li key={i}>
          <Sentence make={() => completenessSentences(recording, one).join(' ')} />
        </li>
      ))}
      <Rest count={all.length - MOST} />
    </>
  );
}

const nothingElse: Findings['completeness'] = {
  whole: false,
  blind: [],
  gaps: [],
  missing: 0,
  dropped: [],
  clockDisagreements: 0,
  silent: [],
  cutBytes: 0,
  unread: 0,
};
