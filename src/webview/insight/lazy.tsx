/** The doors to the diagnosis: its code comes after the first picture, as one script. */
import { lazily, lazyPart } from '../lazy.js';

const all = () => import('./all.js');

export const insight = lazily(all);

export const ChannelsView = lazyPart(() => all().then((parts) => parts.ChannelsView));
export const DiagnosisView = lazyPart(() => all().then((parts) => parts.DiagnosisView));
export const FindingsBadge = lazyPart(() => all().then((parts) => parts.FindingsBadge));
export const HangNotice = lazyPart(() => all().then((parts) => parts.HangNotice));
export const LatencySplit = lazyPart(() => all().then((parts) => parts.LatencySplit));
export const Profile = lazyPart(() => all().then((parts) => parts.Profile));
