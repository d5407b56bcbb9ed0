/** The log's columns: what each shows of a step. */
import type { ComponentChildren } from 'preact';
import type { Recording } from '../../recording/index.js';
import { channelName, endsOf, kindOf, laneName, latencyOf, previewOf } from '../describe.js';
import { bytes, count, duration, momentCell } from '../format.js';
import { t } from '../strings.js';
import { headAndTail, shortLabel } from './process-name.js';
import { TypeMark } from './type-mark.js';

export interface Column {
  id: string;
  title(): string;
  /** Set to the right, with digits under digits. */
  number?: boolean;
  sortable: boolean;
  /** In pixels, and in a narrow log. */
  width: number;
  compactWidth?: number;
  /** Its share of the width that is left over. */
  grows?: number;
  /** `short`: in a narrow log. */
  cell(recording: Recording, step: number, short: boolean): ComponentChildren;
  /** As it stands in CSV and JSON; left out where the cell is the text. */
  text(recording: Recording, step: number): string;
}

const column = (
  id: string,
  width: number,
  title: () => string,
  text: (recording: Recording, step: number) => string,
  rest: Partial<Column> = {},
): Column => ({ id, width, title, text, cell: text, sortable: true, ...rest });

export const allColumns: readonly Column[] = [
  column(
    'step',
    76,
    () => '#',
    (_, step) => count(step + 1),
    { number: true, compactWidth: 48 },
  ),
  column(
    'time',
    92,
    () => t('Time (s)'),
    (recording, step) => momentCell(recording.time(step)),
    { number: true, compactWidth: 74 },
  ),
  column('delta', 78, () => 'Δ', deltaText, { number: true }),
  column('from', 150, () => t('From → to'), fromTo, { cell: fromToCell, compactWidth: 126, grows: 1 }),
  column(
    'channel',
    110,
    () => t('Channel'),
    (recording, step) => channelName(recording, recording.channel(step)),
  ),
  column('kind', 96, () => t('Kind'), kindOf, { cell: kindCell, compactWidth: 88 }),
  column(
    'size',
    64,
    () => t('Size'),
    (recording, step) => sizeText(recording.size(step)),
    { number: true },
  ),
  column('latency', 74, () => t('Latency'), latencyText, { number: true }),
  column('place', 150, () => t('Source'), placeText, { sortable: false }),
  column('preview', 120, () => t('Preview'), previewOf, { sortable: false, compactWidth: 80, grows: 3 }),
];

/** The columns' places as CSS has them: the same in every row, whatever stands in it. */
export function columnTemplate(columns: readonly Column[], compact: boolean): { template: string; width: string } {
  const widths = columns.map(({ width, compactWidth }) => (compact ? (compactWidth ?? width) : width));
  const template = columns.map(({ grows }, i) => (grows ? `minmax(${widths[i]}px, ${grows}fr)` : `${widths[i]}px`));
  return { template: template.join(' '), width: `${widths.reduce((sum, width) => sum + width, 0)}px` };
}

export const columnById = (id: string): Column => allColumns.find((c) => c.id === id) ?? allColumns[0]!;

function deltaText(recording: Recording, step: number): string {
  return step === 0 ? '' : `+${duration(recording.time(step) - recording.time(step - 1))}`;
}

function fromTo(recording: Recording, step: number): string {
  const { from, to } = endsOf(recording, step);
  return to === undefined ? from : `${from} → ${to}`;
}

function fromToCell(recording: Recording, step: number, short: boolean): string {
  if (!short) return fromTo(recording, step);
  const { from, to } = endsOf(recording, step, shortName);
  return to === undefined ? from : `${from} → ${to}`;
}

/** Two of them and the arrow fit the narrow column. */
function shortName(recording: Recording, lane: number): string {
  const label = laneName(recording, lane);
  const process = recording.lanes[lane]?.process ?? -1;
  return shortLabel(headAndTail(recording, process, label), 13);
}

const sizeText = (size: number | undefined): string => (size === undefined ? '' : bytes(size));

/** Of a send its message's latency, of a receive the same: either row answers. */
function latencyText(recording: Recording, step: number): string {
  const latency = latencyOf(recording, step);
  if (latency !== undefined) return duration(latency);
  if (recording.type(step) !== 'send') return '';
  return recording.messages.fate(recording.message(step)).state === 'lost' ? t('lost') : '–';
}

function placeText(recording: Recording, step: number): string {
  const place = recording.location(step);
  return place ? `${place.file.split(/[\\/]/).at(-1)}:${place.line}` : '';
}

function kindCell(recording: Recording, step: number) {
  return (
    <span class="kind">
      <TypeMark type={recording.type(step)} />
      {kindOf(recording, step)}
    </span>
  );
}
