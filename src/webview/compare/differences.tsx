/** How two runs differ, in sentences: what is the same, then each difference, with the one that is looked at in front. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ToldDifference } from '../../recording/diff/data.js';
import { count } from '../format.js';
import { usePanel } from '../panel.js';
import { CommandButton } from '../parts/controls.js';
import { Icon, type IconName } from '../parts/icon.js';
import { shown } from '../parts/payload.js';
import { t } from '../strings.js';
import type { Comparison } from './comparison.js';
import { useDiff } from './use-diff.js';

export function Differences({ comparison }: { comparison: Comparison }) {
  const { store } = usePanel();
  const failed = useDiff(store);
  const diff = store.diff.value;
  if (!diff)
    return (
      <p class="differences dim">
        {failed ? t('How the two runs differ could not be found out: {0}', failed) : t('Comparing…')}
      </p>
    );
  const { differences, summary, first } = diff;
  return (
    <section class="differences" aria-label={t('Differences')}>
      <Bar at={comparison.at.value} all={diff.count} />
      {summary.map((sentence) => (
        <p key={sentence}>{shown(sentence)}</p>
      ))}
      <ol class="list">
        {differences.map((difference, i) => (
          <Difference
            key={i}
            difference={difference}
            isFirst={i === first}
            isCurrent={i === comparison.at.value}
            go={() => comparison.go(i)}
          />
        ))}
      </ol>
    </section>
  );
}

function Bar({ at, all }: { at: number; all: number }) {
  if (all === 0) return null;
  return (
    <div class="group">
      <CommandButton command="previousDifference" icon="stepBack" label={t('Previous difference')} />
      <CommandButton command="nextDifference" icon="stepForward" label={t('Next difference')} />
      <span class="dim">
        {at < 0 ? t('{0} differences', count(all)) : t('Difference {0} of {1}', count(at + 1), count(all))}
      </span>
    </div>
  );
}

interface DifferenceProps {
  difference: ToldDifference;
  /** The first that follows from no other. */
  isFirst: boolean;
  isCurrent: boolean;
  go(): void;
}

function Difference({ difference: { verdict, sentence }, isFirst, isCurrent, go }: DifferenceProps) {
  const item = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    if (isCurrent) item.current!.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const { icon, text } = verdicts()[verdict];
  return (
    <li ref={item}>
      <button type="button" class={`difference ${verdict}`} aria-current={isCurrent} onClick={go}>
        <Icon name={icon} />
        <span>
          <strong>{text}</strong> {isFirst && `${t('First difference:')} `}
          {shown(sentence)}
        </span>
      </button>
    </li>
  );
}

const verdicts = (): Record<ToldDifference['verdict'], { icon: IconName; text: string }> => ({
  race: { icon: 'order', text: t('Race') },
  changed: { icon: 'warning', text: t('Changed') },
  content: { icon: 'info', text: t('Content') },
  consequence: { icon: 'causality', text: t('Consequence') },
});
