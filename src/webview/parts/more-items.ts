/** What is behind "…": the columns, copying, saving. */
import { count } from '../format.js';
import { keysOf } from '../keys.js';
import type { HostAction, PanelCommand } from '../messages.js';
import type { Panel } from '../panel.js';
import { t } from '../strings.js';
import { allColumns } from './columns.js';
import type { MenuItem } from './menu.js';

export function moreItems(panel: Panel): MenuItem[] {
  return [
    ...viewItems(panel),
    { kind: 'rule' },
    ...copyItems(panel),
    ...hostItems(panel),
    { kind: 'rule' },
    ...columnItems(panel),
  ];
}

function viewItems({ run, store }: Panel): MenuItem[] {
  const item = (command: PanelCommand, text: string): MenuItem => ({
    kind: 'action',
    text,
    hint: keysOf(command),
    run: () => run(command),
  });
  return [
    item('nextError', t('Next error')),
    item('previousError', t('Previous error')),
    item('zoomIn', t('Zoom in')),
    item('zoomOut', t('Zoom out')),
    item('zoomToSelection', t('Zoom to selection')),
    ...(store.narrow.value ? [item('toggleDetails', t('Show details'))] : []),
    item('openSource', t('Open source')),
  ];
}

function copyItems({ run, derived }: Panel): MenuItem[] {
  const rows = count(derived.logSteps.value.length);
  return [
    { kind: 'action', text: t('Copy row'), hint: keysOf('copyRow'), run: () => run('copyRow') },
    { kind: 'action', text: t('Copy log as CSV'), hint: t('{0} rows', rows), run: () => run('copyCsv') },
    { kind: 'action', text: t('Copy log as JSON'), hint: t('{0} rows', rows), run: () => run('copyJson') },
  ];
}

function hostItems({ store, host }: Panel): MenuItem[] {
  const texts: Record<Exclude<HostAction['action'], 'end'>, string> = {
    save: t('Save recording as…'),
    export: t('Export…'),
    compare: t('Compare with another recording…'),
    runAgain: t('Run again'),
    log: t('Show log'),
  };
  const able = (Object.keys(texts) as (keyof typeof texts)[]).filter((action) => store.can.value.has(action));
  if (able.length === 0) return [];
  return [
    { kind: 'rule' },
    ...able.map(
      (action): MenuItem => ({
        kind: 'action',
        text: texts[action],
        run: () => host.send({ type: 'action', action }),
      }),
    ),
  ];
}

function columnItems({ store }: Panel): MenuItem[] {
  return allColumns.map((column): MenuItem => {
    const checked = store.columns.value.includes(column.id);
    return {
      kind: 'check',
      text: t('Column: {0}', column.title()),
      checked,
      run: () => {
        const next = allColumns
          .map((c) => c.id)
          .filter((id) => (id === column.id ? !checked : store.columns.value.includes(id)));
        if (next.length > 0) store.columns.value = next;
      },
    };
  });
}
