/** `process-view/testing`: a run as something to assert about, in tests with vitest, jest, node:test or any other runner. */
import { languageOf, speak } from '../language.js';

speak(languageOf(process.env.PROCESS_VIEW_LANG ?? 'en'));

export type { Recording } from '../recording/recording.js';
export { HangError, RulesError, RunError } from './errors.js';
export type { Happened } from './events.js';
export * as model from './model.js';
export type { RecordingOptions } from './options.js';
export { openRecording, type Recorded } from './recorded.js';
export type { BrokenRule } from './rules.js';
export { type RecordedRun, recording } from './run.js';
