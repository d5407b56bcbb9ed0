/** What is wrong with a rule, and how a recording breaks one, in Simplified Chinese. */
import type { RuleTexts } from './texts.js';

export const chinese: RuleTexts = {
  line: (line, problem) => `第 ${line} 行：${problem}`,
  unknownEvent: (word, events) => `没有事件“${word}”。可用的事件：${events.join('、')}。`,
  unknownRule: (rule, examples) => `“${rule}”不是规则。规则的写法如：${examples.join('；')}。`,
  unexpected: (word, wanted) => `这里应当是${wanted}，${word === '' ? '但这一行已经结束' : `却写了“${word}”`}。`,
  openQuote: '引号没有闭合。',
  wanted: {
    end: '行尾',
    what: ' put、send 或 task',
    none: ' process、hang 或 error',
    number: '一个数字',
    event: '一个事件',
    name: '一个名称',
  },
  oneOf: (signs) => `以下符号之一：${signs.join(' ')}`,

  all: (fate, count) => `${fate}${count === 1 ? '' : `这样的消息共有 ${count} 条。`}`,
  undone: (id, name, state) => `任务 ${id}（${name}）只到了这一步：${state}。`,
  noneEnded: (pattern) => `这份记录里没有名为 ${pattern} 的进程结束过。`,
  stillThere: (process) => `${process} 在那之后仍然存在。`,
  tooEarly: (step) => `它发生了，而本应先发生的那件事${step === undefined ? '从未发生' : `到第 ${step} 步才发生`}。`,
  times: (count) => `它发生了 ${count} 次。`,
};
