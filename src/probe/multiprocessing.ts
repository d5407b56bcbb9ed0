/**
 * What the library `process-view/multiprocessing` tells on its diagnostics channels, as events.
 *
 * How to say something here: `emit({type: …, at: siteOf(hook)})` of `emit.ts` adds time, pid, tid and seq; `siteOf` of `sites.ts` gives
 * the place of the caller of `hook` (the subscriber's own function) and leaves out all frames of our bundles; `mayTakeSite` samples them
 * on a hot path, with `emitFields` for lines built by concatenation and `valueFields` of `preview.ts` for the payload; `nextWait` numbers
 * waits, in one row with the probe's own: keep a map from the library's numbers. `announceSpawn` of `announced.ts` names the spawn that
 * follows inside the same call.
 */
export function installMultiprocessing(): void {}
