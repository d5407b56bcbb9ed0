/** What is wrong with a filter, in English. */
import { inLanguages } from '../../language.js';
import { chinese } from './texts-zh-cn.js';

const english = {
  unknownField: (field: string, near: string | undefined, fields: string[]) =>
    `There is no "${field}:"${near ? `; did you mean "${near}:"?` : `. Fields: ${fields.join(', ')}.`}`,
  noValue: (field: string, example: string) => `"${field}" needs a value after it, as in ${example}.`,
  noNumber: (value: string, example: string) => `"${value}" is no number; write it as in ${example}.`,
  unknownUnit: (unit: string, field: string, units: string[]) =>
    `"${unit}" is no unit of ${field}. Units: ${units.join(', ')}.`,
  cannotCompare: (field: string, example: string) => `"${field}" cannot be greater or less; write ${example}.`,
  unknownValue: (field: string, value: string, values: string[]) =>
    `There is no ${field} "${value}". Known: ${values.join(', ')}.`,
  noLine: (value: string, example: string) => `"${value}" is no line number; write it as in ${example}.`,
  openQuote: 'The quotation mark is never closed.',
  openParenthesis: 'The parenthesis is never closed.',
  strayParenthesis: 'This parenthesis was never opened.',
  nothingAfter: (operator: string) => `Something must follow "${operator}".`,
};

export type FilterTexts = typeof english;
export const texts = /* @__PURE__ */ inLanguages<FilterTexts>(english, chinese);
