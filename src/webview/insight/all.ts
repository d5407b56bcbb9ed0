/** The diagnosis as one script: what is wrong with the program, each channel's account, why it is slow. */
export { FindingsBadge, HangNotice } from './badge.js';
export { ChannelsView } from './channels.js';
export { DiagnosisView } from './diagnosis.js';
export { insightOf } from './insight.js';
export { LatencySplit } from './latency-split.js';
export { Profile } from './profile.js';
export { watchFindings } from './watch.js';
