/** Why it is slow, as the sentences that matter most: the path that decided its length, its pools, its processes, its slowest messages. */
import type { Recording } from '../../recording.js';
import { Words } from '../../words.js';
import { type CriticalPath, criticalPath } from './critical-path.js';
import { type LatencyParts, latencyParts } from './latency.js';
import { advisePools, type PoolAdvice } from './pool-advice.js';
import { classifyProcess, type ProcessProfile } from './profile.js';
import { latencySentence, pathSentence, poolAdviceSentence, profileSentence } from './sentences.js';

export interface Slowness {
  readonly path: CriticalPath;
  readonly pools: readonly PoolAdvice[];
  /** The longest-lived first. */
  readonly processes: readonly ProcessProfile[];
  /** The slowest, but those that a program may well wait for: tasks. */
  readonly messages: readonly { readonly message: number; readonly parts: LatencyParts }[];
}

export function slowness(recording: Recording): Slowness {
  return {
    path: criticalPath(recording),
    pools: advisePools(recording),
    processes: recording.processes
      .filter(({ collector }) => !collector)
      .map(({ index }) => classifyProcess(recording, index))
      .filter(({ kind }) => kind !== 'unknown')
      .sort((a, b) => b.lifetime - a.lifetime),
    messages: slowestMessages(recording),
  };
}

export function slownessSentences(recording: Recording, { path, pools, processes, messages }: Slowness): string[] {
  const words = new Words(recording);
  const told = processes.slice(0, MOST_PROCESSES);
  return [
    ...[pathSentence(recording, path)].filter((sentence) => sentence !== undefined),
    ...pools.map((advice) => poolAdviceSentence(advice)),
    ...told.map((profile) => profileSentence(recording, profile)),
    ...messages.map(
      ({ message, parts }) =>
        `${words.lane(parts.from)} → ${words.lane(parts.to)} (${recording.messages.name(message)}): ${latencySentence(parts)}`,
    ),
  ];
}

const MOST_PROCESSES = 12;

/** By the time from send to receive, of which the parts are then asked. */
function slowestMessages(recording: Recording): Slowness['messages'] {
  const { messages } = recording;
  const slow: { message: number; latency: number }[] = [];
  for (let message = 0; message < messages.length; message++) {
    const latency = messages.latency(message);
    if (latency === undefined || latency < WORTH_A_WORD || latency <= (slow[MOST_MESSAGES - 1]?.latency ?? 0)) continue;
    slow.push({ message, latency });
    slow.sort((a, b) => b.latency - a.latency).splice(MOST_MESSAGES);
  }
  return slow.map(({ message }) => ({ message, parts: latencyParts(recording, message)! }));
}

const MOST_MESSAGES = 3;
/** Microseconds. */
const WORTH_A_WORD = 10_000;
