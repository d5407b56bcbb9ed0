/** The filter language as the panel uses it: read, applied, completed. A script of its own, fetched when a filter is wanted. */

import { matchSteps } from '../recording/filter/matches.js';
import { parseFilter } from '../recording/filter/parse.js';
import type { Filter, FilterError, Recording } from '../recording/index.js';
import type { Matches, ReadFilter } from './matches.js';
import { t } from './strings.js';

export { completeFilter } from '../recording/filter/complete.js';

export function readFilter(text: string): ReadFilter {
  const { filter, error } = parseFilter(text);
  if (filter) return { filter };
  // A field whose value is still to be typed is no mistake: until then what stands before it holds.
  const unfinished = error.problem.kind === 'no-value' && error.to >= text.trimEnd().length && error.from < text.length;
  return unfinished && error.from > 0 ? readFilter(text.slice(0, error.from)) : whole(error, text, unfinished);
}

const whole = (error: FilterError, text: string, unfinished: boolean): ReadFilter =>
  unfinished ? { filter: { op: 'all' } } : { problem: problemText(error, text) };

export function matchesOf(recording: Recording, filter: Filter): Matches {
  const of = recording.length;
  const matches = matchSteps(recording, filter);
  return {
    steps: matches.steps,
    count: matches.count,
    of,
    passes: (step) => step >= 0 && step < of && matches.hasRow(recording.rowOf(step)),
  };
}

function problemText({ problem, from, to }: FilterError, text: string): string {
  const place = text.slice(from, to);
  switch (problem.kind) {
    case 'unknown-field':
      return problem.near
        ? t('There is no field {0}. Do you mean {1}?', problem.field, problem.near)
        : t('There is no field {0}.', problem.field);
    case 'no-value':
      return t('A value is missing after {0}.', problem.field);
    case 'no-number':
      return t('{0} wants a number, not {1}.', problem.field, problem.value);
    case 'unknown-unit':
      return t('There is no unit {0}; use one of {1}.', problem.unit, problem.units.join(', '));
    case 'unknown-value':
      return t('There is no {0}; use one of {1}.', problem.value, problem.values.join(', '));
    case 'cannot-compare':
      return t('{0} cannot be compared; write {0}: and a word.', problem.field);
    default:
      return t('The filter cannot be read at {0}.', place || text);
  }
}
