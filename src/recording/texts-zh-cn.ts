/** The sentences on a recording in Simplified Chinese. */
import type { RecordingTexts } from './texts.js';

export const chinese: RecordingTexts = {
  aProcess: '某个进程',
  thread: (process, thread) => `${process} 的线程 ${thread}`,

  waits: (who, what) => `${who} 在等待 ${what}`,
  waitsForEnd: (process) => `${process} 结束`,
  waitsForMessage: (channel) => `${channel} 中的消息，但其中是空的`,
  waitsForRoom: (channel, capacity) => `${channel} 出现空位（已满，${capacity}/${capacity}）`,
  waitsForLock: (lock, holder) => `${lock}${holder === undefined ? '' : `（由 ${holder} 持有）`}`,
  waitsForTask: (id, name) => `进程池的任务 ${id}${name === '' ? '' : `（${name}）`}`,

  waitsForAnybody: '外部的动静',
  waitsForRelatives: '子进程或父进程的动静',

  cycle: '：互相等待，谁也无法继续',
  nobodySends: '：能向它发送的进程自己都在等它',
  poolStarved: '：进程池的工作进程在等待只有它们自己才能完成的任务',
  noFreeWorker: (task) => `：只有${task}完成才能继续，但进程池里没有空闲的工作进程来执行它`,
  deadHolder: (gone) => `：${gone} 还持有它就结束了`,
  nobodyLeft: (gone) => `：已经没有进程能做这件事${gone === undefined ? '' : `，因为 ${gone} 已经结束`}`,
  left: (gone) => `：${gone === undefined ? '本应发送它的一方' : ` ${gone} `}已经离开这个通道，没有谁还能发送它`,
  openHandle: (handles) =>
    handles.length === 0
      ? '：它已经无事可做，只有 Node 没有命名的东西让它继续存活'
      : `：它已经无事可做，只有${handles.join('和')}让它继续存活`,
  handle: (name, count) => {
    const plain = handleNames[name];
    return `${count === 1 ? '' : ` ${count} 个`}${plain === undefined ? ` ${name} ` : `${plain}（${name}）`}`;
  },
  undrained: (channel, readers) =>
    `；没有进程会再读取 ${channel}：${readers.length === 1 ? `只有 ${readers[0]} 会读它` : `会读它的是 ${readers.join('、')}`}`,
  itsHolder: '持有者',
  all: (names) => names.join(' 和 '),

  knot: (waits, because, behind) =>
    `${waits.join('；')}${because}。${behind.length === 0 ? '' : `${behind.join('、')} 因此也无法继续。`}`,
  hang: (knot, lasted, step) => `${knot}停滞了 ${lasted}，直到第 ${step} 步。`,

  losses: (channel, sent, parts) => `${channel}：共发送 ${number(sent)} 条消息，其中${parts.join('；')}。`,
  lostAs: (count, reason) => ` ${number(count)} 条丢失，原因：${reason}`,
  underWay: (count) => ` ${number(count)} 条在记录结束时还在途中`,
  toBlind: (count) => ` ${number(count)} 条发给了没有探针的进程，无法看到是否到达`,
  receiverEnded: (process, time) => `${process} ${before(time)}已经结束`,
  noReaderLeft: (time) => `所有能接收它的进程${before(time)}都已结束`,
  channelClosed: (process, time) => `${process} ${before(time)}已经关闭了自己的一端`,
  total: (processes, sent, received, channels) =>
    `${number(processes)} 个进程，${number(channels)} 个通道，发送 ${number(sent)} 条消息，收到 ${number(received)} 条。`,

  received: '已收到。',
  inFlight: '尚未收到。',
  notSent: '尚未发送。',
  unseen: (process) => `已发给 ${process}，但它没有探针：是否到达无法看到。`,
  lost: (reason) => `丢失：${reason}。`,

  unjoined: (process) => `${process} 已结束，但没有进程对它调用过 join。`,
  orphan: (process, parent, time) =>
    time === undefined
      ? `父进程 ${parent} 结束后，${process} 仍然存在。`
      : `父进程 ${parent} 结束后，${process} 又存活了 ${time}。`,
  daemonKilled: (process, signal) =>
    signal === undefined ? `守护进程 ${process} 随父进程一起结束。` : `守护进程 ${process} 被 ${signal} 结束。`,
  stillAlive: (process) => `记录结束时，${process} 还没有结束。`,

  blind: (process, why) => `${process} 只能从外部看到${why === undefined ? '' : `：${why}`}。`,
  missing: (count) => `缺少 ${number(count)} 个事件：各项计数是“至少”。`,
  dropped: (count, why) => `丢弃了 ${number(count)} 个事件：${why}。`,
  clocks: (count) => `有 ${number(count)} 条消息的时钟不一致，接收早于发送；按发送时间显示。`,
  cut: (bytes) => `记录被截断：最后一行不完整（${number(bytes)} 字节）。`,
  unread: (count) => `有 ${number(count)} 行无法读取。`,

  recorded: (why) => whys[why] ?? why,
};

const handleNames: Record<string, string> = {
  TCPServerWrap: '正在监听的服务器',
  TCPSocketWrap: '打开的连接',
  PipeServerWrap: '监听套接字文件的服务器',
  PipeWrap: '打开的管道',
  UDPWrap: 'UDP 套接字',
  FSEventWrap: '文件监视器',
  StatWatcher: '文件监视器',
  SignalWrap: '信号处理函数',
  TTYWrap: '终端',
  MessagePort: '消息端口',
  Worker: '工作线程',
  ProcessWrap: '子进程',
};

const before = (time: string | undefined): string => (time === undefined ? '' : `在 ${time} 时`);

const number = (count: number): string => count.toLocaleString('en');

const whys: Record<string, string> = {
  'no probe reported it: not a Node.js program, or one started with a cleared environment':
    '没有探针报告它：不是 Node.js 程序，或者启动时环境变量被清空',
  'connections that did not give the token of this run and were closed': '没有给出本次运行的令牌而被关闭的连接',
  'lines that are no events': '不是事件的行',
  'lines longer than 4 MB': '超过 4 MB 的行',
  'lines cut off because their process was killed while it wrote them': '因进程在写入时被杀死而中断的行',
  'the collector did not keep up': '收集程序来不及处理',
};
