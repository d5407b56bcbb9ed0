/** The name of a signal by its number, as in `SIGKILL`. */
import { os } from '../on-demand.js';

export const signalNameOf = (signal: number): string =>
  Object.entries(os().constants.signals).find(([, number]) => number === signal)?.[0] ?? String(signal);
