/** Keeps the findings up while the recording grows: anew when something came, at most twice a second, and the more seldom the more there is to look at. */
import { effect } from '@preact/signals';
import { hangSentence } from '../../recording/sentences.js';
import { announce } from '../actions.js';
import type { Panel } from '../panel.js';
import { type Findings, findingsInSlices, standing } from './findings.js';
import { inSlices } from './in-slices.js';
import { insightOf } from './insight.js';
import { plainText } from './names.js';

const LEAST_PAUSE_MS = 500;
/** Of a large recording no more than a part of the time goes to it. */
const PAUSE_SHARE = 4;

/** Returns how to stop. */
export function watchFindings(panel: Panel): () => void {
  const { store } = panel;
  let giveUp = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let working = false;
  let nextAt = 0;

  const look = (): void => {
    const recording = store.recording.peek();
    const before = store.findings.peek();
    timer = undefined;
    if (
      store.phase.peek().kind !== 'ready' ||
      (before?.version === recording.version && before.live === store.live.peek())
    )
      return;
    working = true;
    giveUp = inSlices(findingsInSlices(recording, store.live.peek()), (findings, took) => {
      working = false;
      nextAt = performance.now() + Math.max(LEAST_PAUSE_MS, took * PAUSE_SHARE);
      store.findings.value = findings;
      if (before) insightOf(panel).refresh(findings);
      tell(panel, before, findings);
      schedule();
    });
  };
  const schedule = (): void => {
    if (working || timer !== undefined) return;
    timer = setTimeout(look, Math.max(nextAt - performance.now(), 0));
  };
  let known = store.recording.peek();
  const stopKnowing = effect(() => {
    const recording = store.recording.value;
    giveUp();
    working = false;
    nextAt = 0;
    store.findings.value = undefined;
    // What was asked for before the watching began stays.
    if (recording !== known) insightOf(panel).forget();
    known = recording;
  });
  const stopLooking = effect(() => {
    if (store.phase.value.kind === 'ready' && store.version.value >= 0 && store.recording.value) void store.live.value;
    schedule();
  });
  return () => {
    for (const stop of [stopKnowing, stopLooking, giveUp]) stop();
    clearTimeout(timer);
  };
}

/** A hang of a live run is said once, when it is first seen. */
function tell({ store }: Panel, before: Findings | undefined, findings: Findings): void {
  const recording = store.recording.peek();
  const [hang] = standing(recording, findings);
  if (!hang || (before && standing(recording, before).length > 0)) return;
  announce(
    store,
    plainText(() => hangSentence(recording, hang)),
  );
}
