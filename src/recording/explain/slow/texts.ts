/** Why it is slow, in English. */
import { inLanguages } from '../../../language.js';
import { chinese } from './texts-zh-cn.js';

const english = {
  parts: (total: string, parts: string[]) => `${total}: ${parts.join(', ')}.`,
  serialising: (time: string) => `${time} serialising`,
  travelling: (time: string) => `${time} travelling`,
  waitingUnasked: (time: string) => `${time} waiting to be asked for`,
  waitingForLoop: (time: string) => `${time} waiting for the receiver's event loop`,
  handling: (time: string) => `${time} being handled`,

  unknown: (process: string) => `${process}: too little is known of it.`,
  profile: (process: string, kind: string, spent: Record<Spent | 'lifetime', string>, measured: boolean) =>
    `${process} is ${kind}: of its ${spent.lifetime} it computed ${spent.computing}, passed messages ${spent.messages}, waited for other processes ${spent.waiting} and for the outside world ${spent.io}${measured ? '' : ' (by samples)'}.`,
  kinds: {
    'cpu-bound': 'CPU-bound',
    'io-bound': 'IO-bound',
    'message-bound': 'message-bound',
    waiting: 'mostly waiting',
  },

  pool: (pool: string, workers: number, tasks: number, advice: string, reason: string) =>
    `Pool ${pool} had ${plural(workers, 'worker')} for ${plural(tasks, 'task')}; ${advice}: ${reason}.`,
  poolIsRight: 'which serves best',
  poolAsWell: (advised: number) => `${advised} would serve as well`,
  poolBetter: (advised: number, times: string) => `${advised} would serve better, ${times} times as fast`,
  because: {
    cores: (share: number, cores: number) =>
      `its tasks compute ${share} % of their time, and the machine has ${plural(cores, 'processor')}`,
    owner: () => 'the process that gives out the tasks is busy with giving them out',
    lock: () => 'its tasks hold a lock that only one of them can have at a time',
    supply: () => 'its tasks wait for what other processes send them',
    tasks: () => 'there are never more tasks at once that could be worked on',
    limit: (share: number) => `its tasks compute only ${share} % of their time and wait for the rest`,
  },

  path: (length: string, chain: string[], totals: Record<'work' | 'message' | 'start', string>) =>
    `${length} were decided by: ${chain.join(' → ')}. ${totals.work} of it is work, ${totals.message} messages, ${totals.start} starts.`,
  hops: { message: 'message', join: 'join', start: 'start', lock: 'lock' },
};

type Spent = 'computing' | 'messages' | 'io' | 'waiting';

const plural = (count: number, one: string): string => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;

export type SlowTexts = typeof english;
export const texts = /* @__PURE__ */ inLanguages<SlowTexts>(english, chinese);
