/** What went through a channel, and how complete that is, in English. */
import { inLanguages } from '../../language.js';
import { chinese } from './texts-zh-cn.js';

const english = {
  channel: (channel: string, sent: string, received: string, more: string[]) =>
    `${channel}: ${sent} sent, ${received} received${more.map((text) => `, ${text}`).join('')}.`,
  atLeast: (count: string) => `at least ${count}`,
  deepest: (count: number, step: number) => `at most ${count.toLocaleString('en')} under way at once (step ${step})`,
  bytes: (size: string) => size,
  rate: (perSecond: string) => `${perSecond} a second`,
  latency: (half: string, most: string) => `half of them within ${half}, all within ${most}`,
};

export type ExplainTexts = typeof english;
export const texts = /* @__PURE__ */ inLanguages<ExplainTexts>(english, chinese);
