/** What a test is told, in Simplified Chinese. */
import type { TestingTexts } from './texts.js';

export const chinese: TestingTexts = {
  noRules: '其中没有规则。规则一行一条，例如：every put is got',
  broken: (broken, all) => (all === 1 ? '规则不成立：' : `${all} 条规则中有 ${broken} 条不成立：`),
  where: (step, at) => `第 ${step} 步${at === undefined ? '' : `，${at}`}`,
  notKnown: (sentences) => `这次运行的记录并不完整：${sentences}`,
  toSee: (file) => `查看这次运行：npx process-view open ${file}`,

  noRun: (script) => `${script} 无法运行，也没有给出原因。`,
  hangs: (script, sentences) => `${script} 卡住了。\n  ${sentences.join('\n  ')}`,
  noHang: (script, exitCode) => `${script} 没有卡住：它已结束，退出码为 ${exitCode}。`,
  endedBefore: (script, exitCode) => `${script} 已结束，退出码为 ${exitCode}，但等待的事没有发生：`,
  late: (script, ms, living) =>
    `${script} 运行 ${ms / 1000} 秒后仍未结束，已被停止${living.length === 0 ? '' : `；当时仍在运行：${living.join('、')}`}。如果它需要更长时间，请调大 timeout。`,
  itSaid: (stderr) => `它在标准错误中输出：\n${stderr}`,
};
