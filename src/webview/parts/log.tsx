/** The log: the picture's accessible twin. One row a step, the step viewed is the row selected. */
import { useMemo } from 'preact/hooks';
import { isBad } from '../describe.js';
import { usePanel } from '../panel.js';
import { defaultColumns, narrowColumns, type Store, viewStep } from '../store.js';
import { t } from '../strings.js';
import { type Column, columnById, columnTemplate } from './columns.js';
import { EmptyLog } from './empty-log.js';
import { Icon } from './icon.js';
import { placed, VirtualList } from './virtual-list.js';

export const LOG_ROW_HEIGHT = 22;

export function Log() {
  const { store, derived } = usePanel();
  const rows = derived.logSteps.value;
  const step = store.step.value;
  const selected = rows.rowOf(step);
  const chosen = store.columns.value;
  const compact = store.compact.value;
  // The same list as long as nothing changes: whatever a row is given anew draws it again.
  const columns = useMemo(() => columnsShown(chosen, compact), [chosen, compact]);
  if (rows.length === 0) return <EmptyLog />;
  const { template, width } = columnTemplate(columns, compact);
  return (
    <VirtualList
      class="log"
      rows={rows.length}
      rowHeight={LOG_ROW_HEIGHT}
      show={selected}
      showKey={store.follow.value ? rows.length : derived.matches.value.steps}
      scrolled={() => store.live.value && store.follow.value && stay(store)}
      head={<Head columns={columns} />}
      row={(index, place) => (
        <LogRow
          key={place.slot}
          index={index}
          step={rows.at(index)}
          viewed={rows.at(index) === step}
          top={place.top}
          columns={columns}
          version={store.version.value}
        />
      )}
      attributes={{
        role: 'grid',
        tabIndex: 0,
        'aria-label': store.side ? t('Log of the second run') : t('Log'),
        'aria-rowcount': rows.length + 1,
        'aria-colcount': columns.length,
        // Preact sets the object's properties one by one, which a strict content policy permits.
        style: { '--pv-columns': template, '--pv-columns-width': width },
        ...(selected >= 0 ? { 'aria-activedescendant': `${store.side}log-${selected}` } : {}),
      }}
    />
  );
}

/** While nobody has chosen columns, a narrow log has few of them. */
function columnsShown(chosen: readonly string[], compact: boolean): Column[] {
  const untouched = chosen.join() === defaultColumns.join();
  return (compact && untouched ? narrowColumns : chosen).map(columnById);
}

/** Who scrolls through the log of a live run wants to look, not to be pulled on. */
function stay(store: Store): void {
  store.row.value = store.recording.peek().rowOf(store.step.peek());
  store.follow.value = false;
}

function Head({ columns }: { columns: Column[] }) {
  const { sort } = usePanel().store;
  return (
    <div class="log-head" role="row" aria-rowindex={1}>
      {columns.map((column) => {
        const { column: by, descending } = sort.value;
        const sorted = by === column.id;
        return (
          <div
            key={column.id}
            class={`cell cell-${column.id} ${column.number ? 'number' : ''}`}
            role="columnheader"
            aria-sort={sorted ? (descending ? 'descending' : 'ascending') : 'none'}
          >
            <button
              type="button"
              class="head-button"
              tabIndex={-1}
              disabled={!column.sortable}
              onClick={() => {
                sort.value = { column: column.id, descending: sorted && !descending };
              }}
            >
              {column.title()}
              {sorted && <Icon name="sort" class={descending ? '' : 'ascending'} />}
            </button>
          </div>
        );
      })}
    </div>
  );
}

interface LogRowProps {
  index: number;
  step: number;
  viewed: boolean;
  top: number;
  columns: Column[];
  /** Of the recording: the row of an event that has been there before may say more by now. */
  version: number;
}

/** Is drawn again only where it says something else. */
function LogRow({ index, step, viewed, top, columns }: LogRowProps) {
  const { store, derived, run } = usePanel();
  const recording = store.recording.value;
  const relation = derived.causes.value?.relation(step);
  const classes = ['log-row', isBad(recording, step) ? 'error' : '', relation === 'concurrent' ? 'faded' : ''];
  return (
    <div
      style={placed(top)}
      id={`${store.side}log-${index}`}
      class={classes.filter(Boolean).join(' ')}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={viewed}
      onClick={() => viewStep(store, step)}
      onDblClick={() => run('openSource')}
    >
      {columns.map((column) => (
        <div key={column.id} class={`cell cell-${column.id} ${column.number ? 'number' : ''}`} role="gridcell">
          {column.cell(recording, step, store.compact.value)}
        </div>
      ))}
    </div>
  );
}
