/** The ids that package.json contributes, in one typed table: a command without a handler does not compile, and a test compares both. */
import type { PanelCommand } from '../webview/messages.js';

/** Commands by the name under which the code knows them. */
export const commandIds = {
  run: 'processView.run',
  debug: 'processView.debug',
  runAgain: 'processView.runAgain',
  stop: 'processView.stop',
  stopRun: 'processView.stopRun',
  showPanel: 'processView.showPanel',
  openRecording: 'processView.openRecording',
  saveRecording: 'processView.saveRecording',
  exportRecording: 'processView.export',
  compare: 'processView.compare',
  compareSelected: 'processView.compareSelected',
  endLeft: 'processView.endLeft',
  showHang: 'processView.showHang',
  openItem: 'processView.openItem',
  renameItem: 'processView.renameItem',
  deleteItem: 'processView.deleteItem',
  saveItem: 'processView.saveItem',
  revealFolder: 'processView.revealFolder',
  copyPid: 'processView.copyPid',
  copyCommand: 'processView.copyCommand',
  revealSource: 'processView.revealSource',
  addTypes: 'processView.addTypes',
  openSample: 'processView.openSample',
  showLog: 'processView.showLog',
  showBreach: 'processView.showBreach',
} as const;

/** Commands that the panel carries out; the host only forwards them. */
export const panelCommandIds = {
  stepForward: 'processView.stepForward',
  stepBack: 'processView.stepBack',
  nextMessage: 'processView.nextMessage',
  previousMessage: 'processView.previousMessage',
  nextInProcess: 'processView.nextInProcess',
  previousInProcess: 'processView.previousInProcess',
  nextError: 'processView.nextError',
  previousError: 'processView.previousError',
  first: 'processView.first',
  last: 'processView.last',
  togglePlay: 'processView.togglePlay',
  focusFilter: 'processView.focusFilter',
  goToTime: 'processView.goToTime',
  fit: 'processView.fit',
  toggleScale: 'processView.toggleScale',
  toggleFollow: 'processView.toggleFollow',
  toggleCausality: 'processView.toggleCausality',
  toggleDetails: 'processView.toggleDetails',
  openSource: 'processView.openSource',
  openSourceBeside: 'processView.openSourceBeside',
} as const satisfies Partial<Record<PanelCommand, string>>;

export type CommandName = keyof typeof commandIds;

export const viewIds = {
  processes: 'processView.processes',
  recordings: 'processView.recordings',
} as const;

/** The panel's view type, and the custom editor's. */
export const panelViewType = 'processView.panel';
export const recordingEditorViewType = 'processView.recording';

/** The type of the tasks that run a script. */
export const taskType = 'processView';

/** The type of a launch that is debugged with Process View, and those of VS Code's own JavaScript debugger that it becomes. */
export const debugType = 'processView';
export const debugTypes = ['node', 'pwa-node'] as const;

/** The section of the settings, and the settings by name within it. */
export const settingsSection = 'processView';
export interface Settings {
  runner: 'auto' | 'ts-node' | 'tsx' | 'node';
  nodePath: string;
  runArgs: string[];
  env: Record<string, string>;
  envFile: string;
  cwd: string;
  openPanel: 'beside' | 'active' | 'never';
  'record.directory': string;
  'record.keep': number;
  'record.previewBytes': number;
  'record.payload': boolean;
  'record.redact': string[];
  'record.redactSecrets': boolean;
  'poll.intervalMs': number;
  'otlp.endpoint': string;
  maxEvents: number;
  'stop.graceSeconds': number;
  showSourceLines: boolean;
  'codeLens.enabled': boolean;
  'lineCounts.enabled': boolean;
  'hangNotice.enabled': boolean;
}
export const settingDefaults: Settings = {
  runner: 'auto',
  nodePath: '',
  runArgs: [],
  env: {},
  envFile: '',
  cwd: 'package',
  openPanel: 'beside',
  'record.directory': '',
  'record.keep': 50,
  'record.previewBytes': 1024,
  'record.payload': true,
  'record.redact': [],
  'record.redactSecrets': false,
  'poll.intervalMs': 0,
  'otlp.endpoint': '',
  maxEvents: 1_000_000,
  'stop.graceSeconds': 2,
  showSourceLines: true,
  'codeLens.enabled': true,
  'lineCounts.enabled': true,
  'hangNotice.enabled': true,
};

/** The context keys that the manifest's `when` clauses read. */
export const contextKeys = {
  running: 'processView.running',
  hasRun: 'processView.hasRun',
} as const;
