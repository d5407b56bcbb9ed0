/** Several hosts' recordings as one: `planMerge(recordings)` says how, its parts rewrite the events. */
export type { Alignment } from './align.js';
export { type MergePart, type MergePlan, planMerge } from './plan.js';
