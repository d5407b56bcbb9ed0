/** The comparison of two runs as one script. */
export { Compare } from './compare.js';
export { alongDifferences } from './comparison.js';
