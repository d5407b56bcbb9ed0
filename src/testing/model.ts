/** The model's functions on a recording that tests may want: what `explain` and `diff` say, as data. */
export { type Causality, causality, happensBefore, type Relation } from '../recording/causality.js';
export { type Difference, diffRecordings, type RunDiff } from '../recording/diff/diff.js';
export { type Order, Orders } from '../recording/diff/orders.js';
export { diffSentences } from '../recording/diff/sentences.js';
export { afterlife, type Leftover } from '../recording/explain/afterlife.js';
export { type Completeness, completeness } from '../recording/explain/completeness.js';
export { explainHang, type Knot } from '../recording/explain/hang.js';
export { findHangs, type Hang } from '../recording/explain/hangs.js';
export { type ChannelLedger, type LostMessage, ledger } from '../recording/explain/ledger.js';
export { type CriticalPath, criticalPath, type PathSpan } from '../recording/explain/slow/critical-path.js';
export { type LatencyParts, latencyParts } from '../recording/explain/slow/latency.js';
export { advisePools, type PoolAdvice } from '../recording/explain/slow/pool-advice.js';
export { classifyProcess, type ProcessProfile } from '../recording/explain/slow/profile.js';
export { processLabel, processLabels } from '../recording/labels.js';
export { hangSentence, knotSentence, leftoverSentence } from '../recording/sentences.js';
export { type State, stateAt } from '../recording/state.js';
