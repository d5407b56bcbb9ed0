/** What the first picture can do without, as one script that comes right after it: details, menu, tooltip, copying, causality. */
export { causality } from '../recording/causality.js';
export { DetailsView, StateView } from './parts/inspector-views.js';
export { MoreMenu } from './parts/more-menu.js';
export { Tooltip } from './parts/tooltip.js';
export { logAsCsv, logAsJson, rowAsText } from './table.js';
