/** What is wrong with a filter, in Simplified Chinese. */
import type { FilterTexts } from './texts.js';

export const chinese: FilterTexts = {
  unknownField: (field, near, fields) =>
    `没有字段“${field}:”${near ? `；是否指“${near}:”？` : `。可用的字段：${fields.join('、')}。`}`,
  noValue: (field, example) => `“${field}”后面需要一个值，例如 ${example}。`,
  noNumber: (value, example) => `“${value}”不是数字；写法如 ${example}。`,
  unknownUnit: (unit, field, units) => `“${unit}”不是 ${field} 的单位。可用的单位：${units.join('、')}。`,
  cannotCompare: (field, example) => `“${field}”不能比较大小；请写 ${example}。`,
  unknownValue: (field, value, values) => `${field} 没有“${value}”这个值。可用的值：${values.join('、')}。`,
  noLine: (value, example) => `“${value}”不是行号；写法如 ${example}。`,
  openQuote: '引号没有闭合。',
  openParenthesis: '括号没有闭合。',
  strayParenthesis: '这个括号没有对应的左括号。',
  nothingAfter: (operator) => `“${operator}”后面必须还有内容。`,
};
