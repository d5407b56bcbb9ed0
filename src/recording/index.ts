/**
 * The model of a recording: what the command line, the extension host and the webview all use. Pure: no file, no DOM, no clock.
 *
 * **Filling it.** `new Recording()`; then `append(event)` in the order of arrival, or `appendBytes(chunk)` with the bytes of a
 * `.pvrec` as they come (a whole file, or a live tail, cut anywhere), and `finish()` when there will be no more. `openRecording(bytes)`
 * does all three. The bytes' door throws a {@link RecordingError} for what is no recording or of a newer version.
 *
 * **Steps.** Every event but `header` and `site` is a step, numbered from 0 to `recording.length - 1` in the order of the protocol.
 * Late arrivals insert, so a step number is good for as long as `recording.version` stays the same; `recording.rowOf(step)` is the
 * event's place of arrival, which never changes, and `recording.stepOf(row)` finds it again.
 *
 * **Indexes.** Processes, lanes (a process's thread: the main thread is one of them), channels, messages, waits, tasks are numbers from
 * 0 that never change. -1 means none. Times are microseconds since the run began.
 *
 * | question | answer |
 * | --- | --- |
 * | one step | `recording.type(step)`, `.time`, `.process`, `.lane`, `.thread`, `.seq`, `.location`, `.message`, `.channel`, `.wait`, `.size`, `.text`, `.kind`, and `.event(step)` for the whole event |
 * | processes | `recording.processes[i]`: {@link Process}; `recording.lanes[i]`: {@link Lane}; `processOrder(recording)` depth-first by birth; `processLabel(recording, i)`, `processName`, `processLabels` |
 * | messages | `recording.messages`: {@link Messages} (`sendStep(m)`, `receiveStep(m)`, `latency(m)`, `fate(m, step?)`, …) |
 * | channels | `recording.channels[i]`: {@link Channel} |
 * | waits | `recording.waits`: {@link Waits} |
 * | pool tasks, samples, gaps | `recording.tasks[i]`, `recording.samples(process)`, `recording.gaps()` |
 * | the program at a step | `stateAt(recording, step)`, `inFlight(recording, step, channel)` |
 * | stepping | `nextStep(recording, from, direction, by)`, `stepAtTime(recording, time)` |
 * | filter | `parseFilter(text)`, `matchSteps(recording, filter)`, `completeFilter(recording, text, caret)` |
 * | what led to it, what came of it | `causality(recording, step)` |
 * | the picture | `timelineRows(recording, folding)`, `laneSegments(recording, lane, scale)`, `visibleSegments(…)`, `new ActivityPyramid(recording, scale, what)` on a `Scale`: `time` (µs) or `order` (steps) |
 * | explanations | `explainHang(recording, step?)`: {@link Knot}s; `findHangs(recording)`: those that were never undone; `ledger(recording)` by channel; `completeness(recording)`; `afterlife(recording)`; in English by `knotSentence`, `fateSentence`, `completenessSentences`, `leftoverSentence`; all of it as sentences by `explanations(recording, step?)` |
 * | why it is slow | `latencyParts(recording, message)`, `classifyProcess(recording, process)`, `advisePools(recording)`, `criticalPath(recording)`; in English by `latencySentence`, `profileSentence`, `poolAdviceSentence`, `pathSentence` |
 * | rules | `checkRules(recording, parseRules(text).rules)`; `completeRule(text, position, recording?)` |
 * | several hosts | `planMerge(recordings)`: {@link MergePlan}, whose parts rewrite their events for one recording |
 * | two runs | `diffRecordings(a, b)`: {@link RunDiff}, in English by `diffSentences` |
 */
export { type Causality, causality, happensBefore, type Relation } from './causality.js';
export type { Channel, ChannelEnd, Direction, Endpoint } from './channels.js';
export { type Difference, diffRecordings, type RunDiff } from './diff/diff.js';
export { type Order, Orders } from './diff/orders.js';
export { differenceSentence, diffSentences } from './diff/sentences.js';
export { RecordingError, type RecordingProblem } from './errors.js';
export { afterlife, type Leftover } from './explain/afterlife.js';
export { type Completeness, completeness } from './explain/completeness.js';
export { type Explanations, explanations, notableLeftovers } from './explain/explanations.js';
export { explainHang, type Knot } from './explain/hang.js';
export { findHangs, type Hang } from './explain/hangs.js';
export { type ChannelLedger, type LostMessage, ledger } from './explain/ledger.js';
export { ledgerSentence } from './explain/ledger-sentence.js';
export { type CriticalPath, criticalPath, type PathSpan } from './explain/slow/critical-path.js';
export { type LatencyParts, latencyParts } from './explain/slow/latency.js';
export { advisePool, advisePools, type PoolAdvice } from './explain/slow/pool-advice.js';
export { classifyProcess, type ProcessProfile } from './explain/slow/profile.js';
export {
  latencySentence,
  milliseconds,
  pathSentence,
  poolAdviceSentence,
  profileSentence,
} from './explain/slow/sentences.js';
export { type Slowness, slowness, slownessSentences } from './explain/slow/summary.js';
export type { WaitLink, WaitTarget } from './explain/wait-graph.js';
export type { Fate, LossReason } from './fate.js';
export { type Completion, type CompletionItem, completeFilter } from './filter/complete.js';
export { Matches, matchSteps } from './filter/matches.js';
export { type ParsedFilter, parseFilter } from './filter/parse.js';
export { type Filter, type FilterError, type FilterProblem, filterErrorText } from './filter/syntax.js';
export { processLabel, processLabels, processName } from './labels.js';
export { ActivityPyramid, type Counted, type PyramidLevel } from './layout/pyramid.js';
export { extentOf, positionOf, type Scale, stepAtPosition, stepsBetween } from './layout/scale.js';
export {
  laneSegments,
  lifeOf,
  type SegmentKind,
  type Segments,
  segmentKinds,
  visibleSegments,
} from './layout/segments.js';
export { type Folding, rowsByLane, type TimelineRow, timelineRows } from './layout/timeline-rows.js';
export { type Alignment, type MergePart, type MergePlan, planMerge } from './merge/index.js';
export type { Messages } from './message-view.js';
export { isError, nextStep, type StepBy, stepAtTime } from './navigate.js';
export type { Lane, Process } from './processes.js';
export { type Gap, openRecording, Recording } from './recording.js';
export { type StepType, stepTypes } from './rows.js';
export { completeRule } from './rules/complete.js';
export { type Breach, type Checked, checkRules } from './rules/evaluate.js';
export { type ParsedRules, parseRules } from './rules/parse.js';
export { type Rule, type RuleError, ruleErrorText } from './rules/syntax.js';
export type { Samples } from './samples.js';
export {
  completenessSentences,
  fateSentence,
  hangSentence,
  knotSentence,
  leftoverSentence,
  lossReason,
  lossSentence,
  recordedReason,
  totalSentence,
} from './sentences.js';
export { type ChannelState, inFlight, type LaneState, type Life, type State, stateAt } from './state.js';
export type { Problems, StepEvent } from './store.js';
export type { Task } from './tasks.js';
export { childrenOf, processOrder, roots } from './tree.js';
export type { Waits } from './wait-view.js';
export type { WaitKind } from './waits.js';
