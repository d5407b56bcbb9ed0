/** What the parent changed of its own environment for the process, folded: variables added, changed and removed. */
import type { EnvironmentChange } from '../../wire/life-events.js';
import { count } from '../format.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { shown } from './payload.js';

export function Environment({ index }: { index: number }) {
  const change = useChange(index);
  if (!change) return null;
  const { added = {}, changed = {}, removed = [], more = 0 } = change;
  const values = { ...added, ...changed };
  const total = Object.keys(values).length + removed.length + more;
  return (
    <details class="raw">
      <summary>{t('Environment: {0} differ from its parent’s', count(total))}</summary>
      <div class="payload">
        {Object.entries(values).map(([name, value]) => (
          <div key={name}>{shown(`${name in added ? '+' : '~'} ${name}=${value}`)}</div>
        ))}
        {removed.map((name) => (
          <div key={name}>{shown(`− ${name}`)}</div>
        ))}
        {more > 0 && <div class="dim">{t('{0} more', count(more))}</div>}
      </div>
    </details>
  );
}

/** The spawn tells it. */
function useChange(index: number): EnvironmentChange | undefined {
  const recording = usePanel().store.recording.value;
  const { spawnRow } = recording.processes[index]!;
  const spawn = spawnRow < 0 ? undefined : recording.event(recording.stepOf(spawnRow));
  return spawn?.type === 'spawn' ? spawn.env : undefined;
}
