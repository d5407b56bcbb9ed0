/** Why it is slow, in Simplified Chinese. */
import type { SlowTexts } from './texts.js';

export const chinese: SlowTexts = {
  parts: (total, parts) => `${total}：${parts.join('，')}。`,
  serialising: (time) => `序列化 ${time}`,
  travelling: (time) => `传输 ${time}`,
  waitingUnasked: (time) => `等待接收方来取 ${time}`,
  waitingForLoop: (time) => `等待接收方的事件循环 ${time}`,
  handling: (time) => `处理 ${time}`,

  unknown: (process) => `${process}：所知太少，无法判断。`,
  profile: (process, kind, spent, measured) =>
    `${process} 是${kind}：在它的 ${spent.lifetime} 中，计算占 ${spent.computing}，收发消息占 ${spent.messages}，等待其他进程占 ${spent.waiting}，等待外部占 ${spent.io}${measured ? '' : '（按采样估计）'}。`,
  kinds: {
    'cpu-bound': 'CPU 密集型',
    'io-bound': 'IO 密集型',
    'message-bound': '消息密集型',
    waiting: '以等待为主的进程',
  },

  pool: (pool, workers, tasks, advice, reason) =>
    `进程池 ${pool} 用 ${workers} 个工作进程完成 ${tasks} 个任务；${advice}：${reason}。`,
  poolIsRight: '这个数目最合适',
  poolAsWell: (advised) => `${advised} 个同样够用`,
  poolBetter: (advised, times) => `${advised} 个更合适，速度是现在的 ${times} 倍`,
  because: {
    cores: (share, cores) => `任务有 ${share} % 的时间在计算，而这台机器有 ${cores} 个处理器`,
    owner: () => '分发任务的进程已经忙于分发',
    lock: () => '任务要持有一把锁，而同一时刻只有一个能拿到它',
    supply: () => '任务在等待其他进程发来的内容',
    tasks: () => '同一时刻可做的任务从来没有更多',
    limit: (share) => `任务只有 ${share} % 的时间在计算，其余时间在等待`,
  },

  path: (length, chain, totals) =>
    `${length} 由这条链决定：${chain.join(' → ')}。其中执行 ${totals.work}，消息 ${totals.message}，启动 ${totals.start}。`,
  hops: { message: '消息', join: 'join', start: '启动', lock: '锁' },
};
