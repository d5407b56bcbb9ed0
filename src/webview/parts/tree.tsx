/** The tree of processes at the left of the lanes: name, pid, how it ended; foldable, its threads to be unfolded. */
import type { TimelineRow } from '../../recording/index.js';
import { endedBadly, exitText, laneName } from '../describe.js';
import { rowsInSight } from '../layout/picture.js';
import { usePanel } from '../panel.js';
import { toggleFolded, toggleThreads } from '../selection.js';
import { t } from '../strings.js';
import { Icon } from './icon.js';
import { headAndTail, ProcessName } from './process-name.js';
import { StateMark } from './state-mark.js';

export function Tree() {
  const { derived, store } = usePanel();
  const rows = derived.rows.value;
  const rowHeight = derived.rowHeight.value;
  const { scrollTop, height } = store.viewport.value;
  const [first, end] = rowsInSight({ rows, rowHeight, scrollTop, height });
  const selected = rows.rows.findIndex((r) => r.process === store.process.value && r.kind === 'process');
  return (
    <div
      class="tree"
      role="tree"
      aria-label={t('Processes')}
      tabIndex={0}
      aria-activedescendant={selected >= first && selected < end ? `${store.side}row-${selected}` : undefined}
    >
      {rows.rows.slice(first, end).map((row, i) => (
        // Elements are used again for other rows as they scroll by.
        <TreeRow
          key={(first + i) % (end - first + 1)}
          row={row}
          index={first + i}
          of={rows.rows.length}
          top={Math.round((first + i) * rowHeight - scrollTop)}
          height={rowHeight}
        />
      ))}
    </div>
  );
}

interface TreeRowProps {
  row: TimelineRow;
  index: number;
  /** How many rows there are. */
  of: number;
  /** Pixels. */
  top: number;
  height: number;
}

/** Is drawn again only where it is another row or stands elsewhere. */
function TreeRow({ row, index, of, top, height }: TreeRowProps) {
  const { store } = usePanel();
  const recording = store.recording.value;
  const style = {
    transform: `translateY(${top}px)`,
    height: `${height}px`,
    paddingInlineStart: `${4 + row.depth * (store.narrow.value ? 8 : 14)}px`,
  };
  const name = laneName(recording, row.lane);
  return (
    <div
      style={style}
      id={`${store.side}row-${index}`}
      class="tree-row"
      role="treeitem"
      aria-level={row.depth + 1}
      aria-setsize={of}
      aria-posinset={index + 1}
      aria-selected={row.process === store.process.value && row.kind === 'process'}
      aria-expanded={row.foldable ? !row.folded : undefined}
      title={titleOf(row, name)}
      onClick={() => {
        store.process.value = store.process.value === row.process ? -1 : row.process;
      }}
    >
      <Twist row={row} />
      <StateMark lane={row.lane} />
      <ProcessName parts={partsOf(row)} />
      <Threads row={row} />
      <Note row={row} />
    </div>
  );

  function partsOf({ kind, process }: TimelineRow): [string, string] {
    return kind === 'thread' ? [name.split(' · ').at(-1)!, ''] : headAndTail(recording, process, name);
  }

  function titleOf({ process: index }: TimelineRow, shown: string): string {
    const { command, pid, blind, blindWhy } = recording.processes[index]!;
    const lines = [`${shown} · pid ${pid}`, command.join(' '), blind ? (blindWhy ?? t('Seen from outside only')) : ''];
    return lines.filter(Boolean).join('\n');
  }
}

function Twist({ row }: { row: TimelineRow }) {
  const { store } = usePanel();
  if (!row.foldable) return <span class="twist" />;
  return (
    <span
      class="twist"
      aria-hidden="true"
      onClick={(e) => {
        e.stopPropagation();
        toggleFolded(store, row.process);
      }}
    >
      <Icon name={row.folded ? 'expand' : 'collapse'} />
    </span>
  );
}

/** How many threads are folded into the row; a click unfolds them. */
function Threads({ row }: { row: TimelineRow }) {
  const { store } = usePanel();
  const shown = store.threads.value.has(row.process);
  const inside = store.recording.value.processes[row.process]!.lanes.length - 1;
  if (row.kind === 'thread' || inside === 0) return null;
  return (
    <span
      class="badge"
      title={shown ? t('Hide the threads') : t('Show {0} threads', inside)}
      onClick={(e) => {
        e.stopPropagation();
        toggleThreads(store, row.process);
      }}
    >
      {shown ? '−' : `+${inside}`}
    </span>
  );
}

function Note({ row }: { row: TimelineRow }) {
  const { store } = usePanel();
  if (row.kind === 'thread') return null;
  const process = store.recording.value.processes[row.process]!;
  if (endedBadly(process)) {
    const { exitCode, signal } = process;
    return (
      <span class="note bad" title={exitText({ code: exitCode, signal })}>
        {signal ?? `✕ ${exitCode}`}
      </span>
    );
  }
  return <span class="note">{process.pid}</span>;
}
