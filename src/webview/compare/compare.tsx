/** Two runs side by side: what is the same and where they differ in sentences, both pictures on one axis, both logs. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { listenToKeys } from '../keys.js';
import { loadTheRest } from '../lazy.js';
import type { OtherRecording } from '../messages.js';
import { type Panel, PanelProvider, usePanel } from '../panel.js';
import { Log } from '../parts/log.js';
import { Timeline } from '../parts/timeline.js';
import { language, t } from '../strings.js';
import { type Comparison, compareWith } from './comparison.js';
import { Differences } from './differences.js';

export function Compare() {
  const comparison = useComparison(usePanel());
  if (!comparison) return null;
  const [first, second] = comparison.runs;
  return (
    <div class="compare">
      <Differences comparison={comparison} />
      <Run panel={first} title={t('First run: {0}', titleOf(first))} />
      <Run panel={second} title={t('Second run: {0}', titleOf(second))} />
    </div>
  );
}

function useComparison(panel: Panel): Comparison | undefined {
  const other: OtherRecording | undefined = panel.store.other.value;
  const [comparison, begin] = useState<Comparison | undefined>(undefined);
  useEffect(() => {
    if (!other) return;
    const begun = compareWith(panel, other);
    begin(begun);
    void loadTheRest();
    return () => begun.stop();
  }, [other]);
  return comparison;
}

/** What ran, and when: two runs of one script are called the same. */
function titleOf({ store }: Panel): string {
  void store.version.value;
  const startedAt = store.recording.value.header?.startedAt;
  const moment =
    startedAt && new Date(startedAt).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'medium' });
  return [store.title.value, moment].filter(Boolean).join(' · ');
}

/** The keys go to the run in which the focus is. */
function Run({ panel, title }: { panel: Panel; title: string }) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => listenToKeys(section.current!, panel.run), [panel]);
  return (
    <PanelProvider value={panel}>
      <section class="run" ref={section} aria-label={title}>
        <h2 class="ellipsis">{title}</h2>
        {panel.store.phase.value.kind === 'ready' && (
          <>
            <Timeline />
            <Log />
          </>
        )}
      </section>
    </PanelProvider>
  );
}
