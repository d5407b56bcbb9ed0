/** The lessons under Process View: which starts, joins, puts, gets, sends and tasks the recording shows, each with its line of the source. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Site, TimedEvent } from '../../src/wire/events.js';
import { ofType, record } from '../process-view.js';

const lessons = [
  '1-process-with-a-target',
  '3-start-both-then-join',
  '4-join-between-the-starts',
  '5-pool-of-three',
  '6-producer-and-two-consumers',
  '7-pipe-between-two-tasks',
];

for (const lesson of lessons) {
  test(`what is recorded of lesson ${lesson}`, async (t) => {
    const { events, code, stderr } = await record(t, [path.resolve('examples', `${lesson}.ts`)]);
    assert.equal(code, 0, stderr);
    assertPairs(events);
    matches(lesson, shown(events));
  });
}

/** Each message has one send and one receive with its name. */
function assertPairs(events: TimedEvent[]): void {
  const sent = ofType(events, 'send').map(({ message }) => message);
  const received = ofType(events, 'receive').map(({ message }) => message);
  assert.deepEqual(received.sort(), sent.sort());
  assert.equal(new Set(sent).size, sent.length);
}

/**
 * Each thing once: how often a process waits, and who of two was faster, differs from run to run; not what is told from which line, and
 * not in which order the main process starts and joins.
 */
function shown(events: TimedEvent[]): string {
  const [{ pid: main }] = ofType(events, 'start') as [TimedEvent];
  const sites = new Map(ofType(events, 'site').map((site) => [`${site.pid} ${site.site}`, site]));
  const ofChance = new Set(
    ofType(events, 'wait')
      .filter(isChance)
      .map(({ pid, wait }) => `${pid} ${wait}`),
  );
  const linesOf = (some: TimedEvent[]) => [
    ...new Set(
      some.flatMap((event) => {
        const isOfChance =
          (event.type === 'wait' || event.type === 'wake') && ofChance.has(`${event.pid} ${event.wait}`);
        const what = isOfChance ? undefined : describe(event);
        return what === undefined ? [] : [`${where(sites.get(`${event.pid} ${event.at}`))}  ${what}`];
      }),
    ),
  ];
  const steps = events.filter(
    ({ pid, type }) => pid === main && (type === 'spawn' || type === 'wait' || type === 'wake'),
  );
  const others = events.filter((event) => !steps.includes(event));
  return ['The main process, in this order:', ...linesOf(steps), '', 'All else:', ...linesOf(others).sort(), ''].join(
    '\n',
  );
}

/** A task's result may be there already, and then nobody waits for it; a put waits where the other side is slower. */
const isChance = (event: TimedEvent): boolean =>
  event.type === 'wait' && (event.for.kind === 'put' || (event.for.kind === 'pool' && event.for.task !== '*'));

const where = (site: Site | undefined): string =>
  site === undefined ? '  -' : `${String(site.line).padStart(3)}:${String(site.column).padEnd(3)}`;

function describe(event: TimedEvent): string | undefined {
  switch (event.type) {
    case 'wait':
      return `wait ${event.for.kind}`;
    case 'wake':
      return `wake ${event.outcome}`;
    case 'send':
      return `send ${event.kind} ${kindOf(event.channel)}`;
    case 'receive':
      return `receive ${event.kind} ${kindOf(event.channel)}`;
    case 'open':
    case 'close':
      return `${event.type} ${event.kind}${event.end ? ` ${event.end}` : ''}`;
    case 'task':
      return `task ${event.state} ${event.name}`;
    case 'spawn':
      return `spawn ${event.api} ${event.name}${event.daemon ? ' daemon' : ''}`;
    case 'name':
      return `name ${event.name}`;
    default:
      return undefined;
  }
}

const kindOf = (channel: string): string => channel.replace(/\/.*/, '');

/** To accept a change: UPDATE_GOLDEN=1, and read the diff. */
function matches(lesson: string, text: string): void {
  const file = path.resolve('test/golden/lessons', `${lesson}.txt`);
  if (process.env.UPDATE_GOLDEN && !process.env.CI) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  assert.ok(existsSync(file), `${file} is not there; UPDATE_GOLDEN=1 writes it`);
  assert.equal(text, readFileSync(file, 'utf8'));
}
