/** Why it takes so long: the critical path, to be walked along, and how many workers would serve each pool best. */
import { poolAdviceSentence } from '../../recording/explain/slow/sentences.js';
import type { CriticalPath, PathSpan } from '../../recording/index.js';
import { count, duration } from '../format.js';
import { usePanel } from '../panel.js';
import { CommandButton } from '../parts/controls.js';
import { t } from '../strings.js';
import type { Findings } from './findings.js';
import { insightOf } from './insight.js';
import { kindText, longest, spanText } from './path-text.js';
import { Sentence } from './sentence.js';
import { Shares } from './shares.js';

export function Slow({ findings }: { findings: Findings }) {
  const { explained, path } = insightOf(usePanel());
  const isShown = explained.value?.kind === 'path';
  return (
    <section aria-label={t('Why it takes so long')}>
      <h2>{t('Why it takes so long')}</h2>
      <div class="path-bar">
        <CommandButton command="toggleCriticalPath" icon="path" label={t('Critical path')} pressed={isShown}>
          {t('Critical path')}
        </CommandButton>
        <CommandButton command="previousOnPath" icon="stepBack" label={t('Back along the critical path')} />
        <CommandButton command="nextOnPath" icon="stepForward" label={t('On along the critical path')} />
      </div>
      {isShown && path.value && <Path path={path.value.path} />}
      <ul class="list findings">
        {findings.pools.map((advice) => (
          <li key={advice.pool}>
            <Sentence make={() => poolAdviceSentence(advice)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const MOST_SPANS = 12;
const kinds: readonly PathSpan['kind'][] = ['work', 'message', 'join', 'start', 'lock'];

function Path({ path: { spans, totals } }: { path: CriticalPath }) {
  const { store } = usePanel();
  const { explained, toSpan } = insightOf(usePanel());
  const recording = store.recording.value;
  const at = explained.value?.kind === 'path' ? explained.value.at : -1;
  const whole = spans.length === 0 ? 0 : spans.at(-1)!.to - spans[0]!.from;
  const shown = longest(spans, MOST_SPANS);
  return (
    <>
      <p>
        {t('This chain decided how long the run took, {0}. What is not on it could have been slower.', duration(whole))}
      </p>
      <Shares
        whole={whole}
        parts={kinds.map((kind, i) => ({ name: kindText(kind), time: totals[kind], fill: i + 1 }))}
      />
      <p class="dim">
        {at < 0
          ? t('Its longest parts, of {0}:', count(spans.length))
          : t('At part {0} of {1}. Its longest:', count(at + 1), count(spans.length))}
      </p>
      <ol class="list path">
        {shown.map((index) => (
          <li key={index}>
            <button
              type="button"
              class={`link ${index === at ? 'current' : ''}`}
              aria-current={index === at ? 'step' : undefined}
              onClick={() => toSpan(index)}
            >
              {spanText(recording, spans[index]!)}
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}
