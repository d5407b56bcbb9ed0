/** The doors to the comparison of two runs: its code comes where two are compared, or with the rest of the panel. */
import { lazily, lazyPart } from '../lazy.js';

const all = () => import('./all.js');

export const compare = lazily(all);

export const Compare = lazyPart(() => all().then((parts) => parts.Compare));
