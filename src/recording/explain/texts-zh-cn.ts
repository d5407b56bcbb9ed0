/** What went through a channel, and how complete that is, in Simplified Chinese. */
import type { ExplainTexts } from './texts.js';

export const chinese: ExplainTexts = {
  channel: (channel, sent, received, more) =>
    `${channel}：发送 ${sent}，收到 ${received}${more.map((text) => `，${text}`).join('')}。`,
  atLeast: (count) => `至少 ${count}`,
  deepest: (count, step) => `同时在途最多 ${count} 条（第 ${step} 步）`,
  bytes: (size) => size,
  rate: (perSecond) => `每秒 ${perSecond} 条`,
  latency: (half, most) => `半数在 ${half} 内收到，全部在 ${most} 内`,
};
