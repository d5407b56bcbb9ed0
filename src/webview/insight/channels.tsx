/** The account of each channel as a grid: sorted by any column; Enter or a click filters by the channel. */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { ChannelLedger } from '../../recording/index.js';
import { count } from '../format.js';
import { usePanel } from '../panel.js';
import { Icon } from '../parts/icon.js';
import { LOG_ROW_HEIGHT } from '../parts/log.js';
import { placed, VirtualList } from '../parts/virtual-list.js';
import { t } from '../strings.js';
import { type ChannelColumn, type ChannelSort, channelColumns, sortedBooks } from './channel-columns.js';
import { filterOf } from './channel-filter.js';
import { isAtLeast, partlyKnown } from './findings.js';
import { targetOf } from './list-keys.js';

const template = channelColumns
  .map(({ width, grows }) => (grows ? `minmax(${width}px, ${grows}fr)` : `${width}px`))
  .join(' ');
const least = `${channelColumns.reduce((sum, { width }) => sum + width, 0)}px`;

export function ChannelsView() {
  const { store } = usePanel();
  const findings = store.findings.value;
  const recording = store.recording.value;
  const sort = useSignal<ChannelSort>({ column: 'sent', descending: true });
  const at = useSignal(-1);
  const books = useMemo(
    () => sortedBooks(recording, findings?.books ?? [], sort.value),
    [recording, findings, sort.value],
  );
  const partly = useMemo(() => findings && partlyKnown(recording, findings.completeness), [recording, findings]);
  if (!findings || !partly) return <p class="empty dim">{t('Looking…')}</p>;
  if (books.length === 0) return <p class="empty dim">{t('No messages yet.')}</p>;
  const choose = (index: number) => {
    at.value = index;
    const wanted = filterOf(recording, books[index]!.channel);
    store.filter.value = store.filter.value === wanted ? '' : wanted;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.target as HTMLElement).closest('button')) return;
    const target = targetOf(event.key, at.value, books.length);
    if (target === undefined && (event.key !== 'Enter' || at.value < 0)) return;
    event.preventDefault();
    event.stopPropagation();
    if (target === undefined) choose(at.value);
    else at.value = target;
  };
  return (
    <VirtualList
      class="log channels"
      rows={books.length}
      rowHeight={LOG_ROW_HEIGHT}
      show={at.value}
      head={<Head sort={sort} />}
      row={(index, place) => (
        <Row
          key={place.slot}
          book={books[index]!}
          index={index}
          top={place.top}
          current={index === at.value}
          atLeast={isAtLeast(recording, books[index]!.channel, partly)}
          choose={() => choose(index)}
        />
      )}
      attributes={{
        role: 'grid',
        tabIndex: 0,
        'aria-label': t('Channels'),
        'aria-rowcount': books.length + 1,
        'aria-colcount': channelColumns.length,
        style: { '--pv-columns': template, '--pv-columns-width': least },
        onKeyDown,
        ...(at.value >= 0 ? { 'aria-activedescendant': `channel-${at.value}` } : {}),
      }}
    />
  );
}

function Head({ sort }: { sort: { value: ChannelSort } }) {
  const { column: by, descending } = sort.value;
  return (
    <div class="log-head" role="row" aria-rowindex={1}>
      {channelColumns.map(({ id, number, title }) => (
        <div
          key={id}
          class={`cell ${number ? 'number' : ''}`}
          role="columnheader"
          aria-sort={by === id ? (descending ? 'descending' : 'ascending') : 'none'}
        >
          <button
            type="button"
            class="head-button"
            onClick={() => {
              sort.value = { column: id, descending: by === id ? !descending : number };
            }}
          >
            {title()}
            {by === id && <Icon name="sort" class={descending ? '' : 'ascending'} />}
          </button>
        </div>
      ))}
    </div>
  );
}

interface RowProps {
  book: ChannelLedger;
  index: number;
  top: number;
  current: boolean;
  atLeast: boolean;
  choose(): void;
}

function Row({ book, index, top, current, atLeast, choose }: RowProps) {
  const recording = usePanel().store.recording.value;
  return (
    <div
      style={placed(top)}
      id={`channel-${index}`}
      class={`log-row ${book.lost.length > 0 ? 'error' : ''}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={current}
      onClick={choose}
    >
      {channelColumns.map((column) => {
        const text = column.text(recording, book);
        return (
          <div
            key={column.id}
            class={`cell ${column.number ? 'number' : ''}`}
            role="gridcell"
            title={titleOf(column, book, text, atLeast)}
          >
            {atLeast && column.counts ? `≥ ${text}` : text}
          </div>
        );
      })}
    </div>
  );
}

function titleOf({ id, counts }: ChannelColumn, { deepest }: ChannelLedger, text: string, atLeast: boolean): string {
  if (id === 'deepest' && deepest.step >= 0) return t('first at step {0}', count(deepest.step + 1));
  return atLeast && counts ? t('at least {0}', text) : text;
}
