/** Why it is slow, in English. */
import type { Recording } from '../../recording.js';
import { place, plural, seconds, Words } from '../../words.js';
import type { CriticalPath } from './critical-path.js';
import type { LatencyParts } from './latency.js';
import type { PoolAdvice } from './pool-advice.js';
import type { ProcessProfile } from './profile.js';

export function latencySentence(parts: LatencyParts): string {
  const { serialising, travelling, waiting, handling, total } = parts;
  const named = [
    [serialising, 'serialising'],
    [travelling, 'travelling'],
    [waiting, parts.unasked * 2 > waiting ? 'waiting to be asked for' : "waiting for the receiver's event loop"],
    [handling, 'being handled'],
  ] as const;
  const told = named.filter(([time]) => time >= total / 100).map(([time, what]) => `${milliseconds(time)} ${what}`);
  return `${milliseconds(total)}: ${told.join(', ')}.`;
}

export function profileSentence(recording: Recording, profile: ProcessProfile): string {
  const name = new Words(recording).process(profile.process);
  const { computing, messages, io, waiting } = profile.spent;
  const share = (part: number): string => `${Math.round((100 * part) / Math.max(profile.lifetime, 1))} %`;
  const measured = profile.measured ? '' : ' (by samples)';
  if (profile.kind === 'unknown') return `${name}: too little is known of it.`;
  return `${name} is ${kinds[profile.kind]}: of its ${seconds(profile.lifetime)} it computed ${share(computing)}, passed messages ${share(messages)}, waited for other processes ${share(waiting)} and for the outside world ${share(io)}${measured}.`;
}

const kinds = {
  'cpu-bound': 'CPU-bound',
  'io-bound': 'IO-bound',
  'message-bound': 'message-bound',
  waiting: 'mostly waiting',
} as const;

export function poolAdviceSentence({
  pool,
  workers,
  advised,
  gain,
  because,
  computing,
  cores,
  tasks,
}: PoolAdvice): string {
  const has = `Pool ${pool} had ${plural(workers, 'worker', 'workers')} for ${plural(tasks, 'task', 'tasks')}`;
  const faster = gain >= 1.05 ? `, ${gain.toFixed(1)} times as fast` : '';
  const advice =
    advised === workers
      ? 'which serves best'
      : `${advised} would serve ${gain >= 1.05 ? 'better' : 'as well'}${faster}`;
  return `${has}; ${advice}: ${reasons[because](Math.round(computing * 100), cores)}.`;
}

const reasons: Record<PoolAdvice['because'], (computing: number, cores: number) => string> = {
  cores: (share, cores) =>
    `its tasks compute ${share} % of their time, and the machine has ${plural(cores, 'processor', 'processors')}`,
  owner: () => 'the process that gives out the tasks is busy with giving them out',
  lock: () => 'its tasks hold a lock that only one of them can have at a time',
  tasks: () => 'there are never more tasks at once that could be worked on',
  limit: (share) => `its tasks compute only ${share} % of their time and wait for the rest`,
};

/** The chain in a line: who, for how long, and how it goes on. */
export function pathSentence(recording: Recording, { spans, totals }: CriticalPath): string | undefined {
  if (spans.length === 0) return undefined;
  const words = new Words(recording);
  const length = spans.at(-1)!.to - spans[0]!.from;
  const steps = spans
    .filter(({ kind, from, to }) => kind !== 'work' || to - from >= length / 100)
    .map(({ kind, lane, from, to, step }) =>
      kind === 'work'
        ? `${words.lane(lane)} ${milliseconds(to - from)}`
        : `${hops[kind]}${to - from >= length / 100 ? ` ${milliseconds(to - from)}` : ''}${place(recording.location(step))}`,
    );
  const shown = steps.length <= MOST ? steps : [...steps.slice(0, MOST / 2), '…', ...steps.slice(-MOST / 2)];
  return `${seconds(length)} were decided by: ${shown.join(' → ')}. ${seconds(totals.work)} of it is work, ${seconds(totals.message)} messages, ${seconds(totals.start)} starts.`;
}

const MOST = 24;
const hops = { message: 'message', join: 'join', start: 'start', lock: 'lock' } as const;

export const milliseconds = (microseconds: number): string =>
  microseconds < 10_000 ? `${(microseconds / 1000).toFixed(2)} ms` : `${(microseconds / 1000).toFixed(0)} ms`;
