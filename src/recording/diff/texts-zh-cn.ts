/** How two runs differ, in Simplified Chinese. */
import type { DiffTexts } from './texts.js';

export const chinese: DiffTexts = {
  alike: (processes, things) =>
    `两次运行中有 ${processes} 个进程扮演相同的角色；有 ${things} 件事在两次运行中都发生了。`,
  inFirstOnly: (process) => `${process} 只出现在第一次运行中。`,
  inSecondOnly: (process) => `${process} 只出现在第二次运行中。`,
  first: (difference) => `第一处不同：${difference}`,
  next: (difference) => `然后：${difference}`,
  more: (count) => `还有 ${count} 处不同。`,
  none: '没有不同，连进程之间的先后顺序也一样。',
  reordered: (who, deeds) =>
    `每个进程内部都没有不同。进程之间的先后顺序不同，这是合法的：最早的一处是 ${who[0]} ${deeds[0]}，与 ${who[1]} ${deeds[1]}，两者之间没有必然的先后。`,

  difference: (who, what, verdict) => `${who}：${what}。${verdict}`,
  order: (a, b) => `第一次运行${a}，而第二次运行先${b}；两件事两次都做了`,
  content: (a, b) => `第一次运行${a}，而第二次运行${b}`,
  onlyFirst: (a) => `只有第一次运行${a}`,
  onlySecond: (b) => `只有第二次运行${b}`,
  verdicts: {
    race: '这是竞争：两种顺序都合法，没有什么决定谁先谁后。',
    changed: '程序的行为不同了。',
    content: '做的事相同，内容不同。',
    consequence: '可能是另一处不同的后果。',
  },

  deed: (verb, step, place) => `${verb}（第 ${step} 步${place === '' ? '' : `，${place}`}）`,
  sends: (channel, content) => `在 ${channel} 中发送消息${content}`,
  receives: (channel, from, content) => `从 ${channel} 收到${from === undefined ? '' : ` ${from} 的`}消息${content}`,
  quoted: (content) => ` ${content}`,
  starts: (process) => `启动 ${process}`,
  beginsToWait: (process) => `开始等待 ${process} 结束`,
  hasWaited: (process, ending) => `等到了 ${process} 结束（${ending}）`,
  hearsOfEnd: (process, ending) => `得知 ${process} 已结束（${ending}）`,
  ends: (ending) => `结束（${ending}）`,
  throws: (error) => `抛出 ${error}`,
  task: (id, name, state) => `报告任务 ${id}（${name}）的状态：${state}`,
  startsThread: '启动一个线程',
  other: (type) => ` ${type}`,
  bySignal: (signal) => `被 ${signal} 结束`,
  unknownEnd: '方式未知',
  exitCode: (code) => `退出码 ${code}`,
};
