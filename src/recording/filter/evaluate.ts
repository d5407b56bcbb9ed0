/** A filter as a test of one row, with all that can be looked up once looked up before. */
import { fateOf } from '../fate.js';
import { processLabels, processNames } from '../labels.js';
import { channelOfRow } from '../navigate.js';
import type { Recording } from '../recording.js';
import { flag, stepTypes, typeCode } from '../rows.js';
import type { Filter, NumberField, Relation, Term, WordField } from './syntax.js';
import { textTest } from './text-test.js';

export type RowTest = (row: number) => boolean;

export function rowTest(recording: Recording, filter: Filter): RowTest {
  switch (filter.op) {
    case 'all':
      return () => true;
    case 'and':
      return all(filter.parts.map((part) => rowTest(recording, part)));
    case 'or':
      return any(filter.parts.map((part) => rowTest(recording, part)));
    case 'not': {
      const test = rowTest(recording, filter.part);
      return (row) => !test(row);
    }
    default:
      return termTest(recording, filter);
  }
}

const all =
  (tests: RowTest[]): RowTest =>
  (row) => {
    for (const test of tests) if (!test(row)) return false;
    return true;
  };

const any =
  (tests: RowTest[]): RowTest =>
  (row) => {
    for (const test of tests) if (test(row)) return true;
    return false;
  };

function termTest(recording: Recording, term: Term): RowTest {
  switch (term.op) {
    case 'word':
      return wordTest(recording, term.field, term.values);
    case 'compare':
      return numberTest(recording, term.field, term.relation, term.value);
    case 'at':
      return placeTest(recording, term.file, term.line);
    case 'text':
      return textTest(recording, term.text);
  }
}

function wordTest(recording: Recording, field: WordField, values: string[]): RowTest {
  const { rows } = recording.store;
  switch (field) {
    case 'from': {
      const lanes = lanesNamed(recording, values);
      return (row) => lanes[senderLane(recording, row)] === 1;
    }
    case 'to': {
      const lanes = lanesNamed(recording, values);
      return (row) => lanes[receiverLane(recording, row)] === 1;
    }
    case 'process':
    case 'pid':
    case 'thread': {
      const lanes = field === 'process' ? lanesNamed(recording, values) : lanesNumbered(recording, field, values);
      return (row) => lanes[rows.lane[row]!] === 1;
    }
    case 'channel': {
      const matching = channelsNamed(recording, values);
      return (row) => matching[channelOfRow(recording, row)] === 1;
    }
    case 'type':
    case 'kind':
      return kindTest(recording, values, field === 'kind');
    case 'state':
      return stateTest(recording, values);
  }
}

/** Lanes by what their process is called, its label, or its pid. */
function lanesNamed(recording: Recording, values: string[]): Uint8Array {
  const matches = wordMatcher(values);
  const [names, labels] = [processNames(recording), processLabels(recording)];
  const ofProcess = recording.processes.map(
    ({ pid, index }) =>
      matches(labels[index]!) ||
      matches(names[index]!) ||
      matches(`${pid}`) ||
      matches(labels[index]!.replace(` (${pid})`, '')),
  );
  return Uint8Array.from(recording.lanes, ({ process }) => (ofProcess[process] ? 1 : 0));
}

function lanesNumbered(recording: Recording, field: 'pid' | 'thread', values: string[]): Uint8Array {
  const matches = wordMatcher(values);
  return Uint8Array.from(recording.lanes, ({ process, thread }) =>
    matches(`${field === 'pid' ? recording.processes[process]!.pid : thread}`) ? 1 : 0,
  );
}

function channelsNamed(recording: Recording, values: string[]): Uint8Array {
  const matches = wordMatcher(values);
  return Uint8Array.from(recording.channels, ({ id, name }) => (matches(id) || (name && matches(name)) ? 1 : 0));
}

/** Whether a word is one of these, in any case, `*` being anything. */
function wordMatcher(values: string[]): (word: string) => boolean {
  const pattern = values.map((value) => value.split('*').map(literally).join('.*')).join('|');
  const expression = new RegExp(`^(?:${pattern})$`, 'isu');
  return (word) => expression.test(word);
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function kindTest({ store }: Recording, values: string[], kindsToo: boolean): RowTest {
  const matches = wordMatcher(values);
  const { rows, kinds } = store;
  const types = stepTypes.map(matches);
  const words = Array.from(
    { length: kinds.size },
    (_, number) => kindsToo && number > 0 && matches(kinds.get(number)!),
  );
  return (row) => types[rows.type[row]!]! || words[rows.kind[row]!]!;
}

function stateTest(recording: Recording, values: string[]): RowTest {
  const { rows } = recording.store;
  const last = recording.length - 1;
  return (row) => {
    const type = rows.type[row];
    if (type !== typeCode.send && type !== typeCode.receive) return false;
    return values.includes(fateOf(recording, rows.ref[row]!, last).state);
  };
}

/** Who sends a message; of any other event the one in whom it happens. */
function senderLane({ store, messages }: Recording, row: number): number {
  const { rows } = store;
  return rows.type[row] === typeCode.receive ? messages.from(rows.ref[row]!) : rows.lane[row]!;
}

/** Who receives a message; the child that is started, has ended or is waited for. */
function receiverLane({ store, messages, waits }: Recording, row: number): number {
  const { rows, processes } = store;
  const ref = rows.ref[row]!;
  switch (rows.type[row]) {
    case typeCode.send:
      return messages.to(ref);
    case typeCode.receive:
      return rows.lane[row]!;
    case typeCode.spawn:
    case typeCode['child-exit']:
      return processes.all[ref]!.lanes[0]!;
    case typeCode.wait:
    case typeCode.wake:
      return processes.all[waits.child(ref)]?.lanes[0] ?? -1;
    default:
      return -1;
  }
}

function numberTest(recording: Recording, field: NumberField, relation: Relation, value: number): RowTest {
  const { rows, order } = recording.store;
  const holds = comparison(relation, value);
  switch (field) {
    case 'size':
      return (row) => (rows.flags[row]! & flag.sized) !== 0 && holds(rows.size[row]!);
    case 'time':
      return (row) => holds(rows.time[row]!);
    case 'step': // Counted from 1, as every view shows it.
      return (row) => holds(order.steps[row]! + 1);
    case 'latency':
      return (row) => {
        const type = rows.type[row];
        if (type !== typeCode.send && type !== typeCode.receive) return false;
        const latency = recording.messages.latency(rows.ref[row]!);
        return latency !== undefined && holds(latency);
      };
  }
}

function comparison(relation: Relation, value: number): (actual: number) => boolean {
  switch (relation) {
    case '>':
      return (actual) => actual > value;
    case '>=':
      return (actual) => actual >= value;
    case '<':
      return (actual) => actual < value;
    case '<=':
      return (actual) => actual <= value;
    case '=':
      return (actual) => actual === value;
  }
}

function placeTest(recording: Recording, file: string, line: number | undefined): RowTest {
  const { rows, sites, processes } = recording.store;
  const wanted = file.replaceAll('\\', '/').toLowerCase();
  const matching = sites.all.map(
    ({ file: path, line: at }) => (line === undefined || at === line) && endsIn(path, wanted),
  );
  return (row) => {
    const at = rows.at[row]!;
    return at !== 0 && matching[sites.find(processes.lanes[rows.lane[row]!]!.process, at)] === true;
  };
}

/** Whether a path is this one or ends in it at a folder's edge. */
function endsIn(path: string, wanted: string): boolean {
  const whole = path.replaceAll('\\', '/').toLowerCase();
  return whole === wanted || whole.endsWith(wanted.startsWith('/') ? wanted : `/${wanted}`);
}
