/**
 * What crosses postMessage between the host (the extension's panel, its custom editor, or the page of `process-view open`) and
 * the webview. Events need no answer. The recording itself crosses as bytes of its file, never as objects.
 */
import type { DiffData } from '../recording/diff/data.js';
import type { Location } from '../wire/events.js';

/** From the host to the webview. Messages before the webview's `ready` are lost: wait for it. */
export type ToWebview =
  | OpenRecording
  | BytesArrived
  | RecordingEnded
  | RunCommand
  | ShowState
  | GoToEvent
  | SelectProcess
  | FilesChanged
  | Compared
  | ShowError;

/** Begin with a recording; whatever was shown before is dropped. May come again at any time. */
export interface OpenRecording {
  type: 'open';
  /** What the recording is kept under in the webview's state; the same recording opened again has the same one. */
  uri: string;
  /** What the panel calls it, as in `counter.ts` or `counter.pvrec`. */
  title: string;
  /** True while its run goes on: the panel follows the newest event. {@link RecordingEnded} ends it. */
  live: boolean;
  /** Where the webview can fetch the file's bytes by itself (needs `connect-src` in the page's policy); left out where they come as {@link BytesArrived}. */
  url?: string;
  /** How many bytes are there already, if known: for the progress and to tell what was recorded from what is new. */
  size?: number;
  /** The state to begin with, as given by {@link StateChanged}; wins over what the webview kept by itself. */
  state?: PanelState;
  /** The language of the panel, as in `vscode.env.language`; left out for that of the page (`<html lang>`). */
  language?: string;
  /** Translations by the English text's key, over those that the webview brings. */
  strings?: Record<string, string>;
  /** What the host can do: it decides which actions are shown. Left out means none. */
  can?: HostAbility[];
  /** The recording with which it is compared. */
  other?: OtherRecording;
  /** How many events of a recording are taken in at most; left out for all. */
  maxEvents?: number;
}

/** The second of two recordings that are shown side by side; their runs are over. */
export interface OtherRecording {
  title: string;
  /** Where the webview can fetch its bytes (a name that ends in `.gz`: packed), or the bytes where it cannot. */
  url?: string;
  bytes?: Uint8Array;
  /** Where the webview can fetch how the two differ, as {@link DiffData}; left out where that comes as {@link Compared}. */
  diff?: string;
}

/** `reveal`: open a source line. `stop`: end the running tree. The others: as {@link HostAction}. */
export type HostAbility = 'reveal' | 'stop' | HostAction['action'];

/** The next bytes of the recording's file, in order. */
export interface BytesArrived {
  type: 'bytes';
  bytes: ArrayBuffer | Uint8Array;
}

/** No more bytes will come: the run is over, or the file has been read whole. */
export interface RecordingEnded {
  type: 'end';
}

/** What a contributed command or keybinding of the host does in the panel. */
export type PanelCommand =
  | 'stepForward'
  | 'stepBack'
  | 'nextMessage'
  | 'previousMessage'
  | 'nextInProcess'
  | 'previousInProcess'
  | 'nextInChannel'
  | 'previousInChannel'
  | 'nextInConversation'
  | 'previousInConversation'
  | 'nextError'
  | 'previousError'
  | 'pageForward'
  | 'pageBack'
  | 'first'
  | 'last'
  | 'togglePlay'
  | 'faster'
  | 'slower'
  | 'focusFilter'
  | 'clear'
  | 'fit'
  | 'zoomToSelection'
  | 'zoomIn'
  | 'zoomOut'
  | 'panLeft'
  | 'panRight'
  | 'rowUp'
  | 'rowDown'
  | 'foldRow'
  | 'unfoldRow'
  | 'openSource'
  | 'openSourceBeside'
  | 'toggleScale'
  | 'toggleFollow'
  | 'toggleCausality'
  | 'toggleDetails'
  | 'goToTime'
  | 'showDiagnosis'
  | 'toggleCriticalPath'
  | 'nextOnPath'
  | 'previousOnPath'
  | 'nextDifference'
  | 'previousDifference'
  | 'copyRow'
  | 'copyCsv'
  | 'copyJson';

export interface RunCommand {
  type: 'command';
  command: PanelCommand;
}

/** Put the panel into a state, of the recording that is open. */
export interface ShowState {
  type: 'state';
  state: PanelState;
}

/** Go to a step, as when the person clicked an event elsewhere (a tree, a code lens). */
export interface GoToEvent {
  type: 'goto';
  step: number;
}

/** Select a process (of several with this pid the one that was alive last before `step`, else the last). */
export interface SelectProcess {
  type: 'select';
  pid: number;
  step?: number;
}

/** Files of the recording that are no longer what they were when it ran. */
export interface FilesChanged {
  type: 'changed';
  files: string[];
}

/** How the two recordings differ. */
export interface Compared {
  type: 'compared';
  diff: DiffData;
}

/** Something failed outside the webview: one sentence on what, one on what to do now. Shown until the next `open`. */
export interface ShowError {
  type: 'problem';
  message: string;
  fix?: string;
}

/** From the webview to the host. */
export type FromWebview =
  | { type: 'ready' }
  | RevealSource
  | StepChanged
  | StateChanged
  | { type: 'stop' }
  | { type: 'copy'; text: string }
  | HostAction
  | WebviewFailed;

/** Show a line of source; the editor keeps the focus where it is. */
export interface RevealSource extends Location {
  type: 'reveal';
  /** Where the other end of the message is: to be shown beside it. */
  beside?: Location;
  /** The message's preview for an inline decoration: plain text, possibly long. */
  payload?: string;
  /** True if the person asked for the line (Enter): then the editor takes the focus. `aside`: open to the side. */
  focus?: boolean;
  aside?: boolean;
}

/**
 * The step that is being viewed. `step` is a position in the order of the stepper (protocol: time, a send before its receive, pid,
 * tid, seq), from 0; -1 before the first event. `following` is true while the panel shows the newest event of a live run.
 */
export interface StepChanged {
  type: 'step';
  step: number;
  /** The step's time, microseconds: for a host that keeps only a part of the events, and so has other step numbers. */
  time?: number;
  following: boolean;
  /** The selected process's pid, if one is selected. */
  pid?: number;
}

/** What the panel wants to be given again in {@link OpenRecording.state}; sent when it has settled, not at each frame. */
export interface StateChanged {
  type: 'state';
  uri: string;
  state: PanelState;
}

/** A button that the host carries out. `compare`: with another recording. `end`: the processes that the run has left behind. */
export interface HostAction {
  type: 'action';
  action: 'save' | 'export' | 'compare' | 'runAgain' | 'log' | 'end';
}

/** Something went wrong in the webview: for the host's log. */
export interface WebviewFailed {
  type: 'error';
  message: string;
  stack?: string;
}

/** All that is kept of what a person did: plain JSON, every field optional so that an older one opens. */
export interface PanelState {
  version?: 1;
  /** The step viewed; left out while following. */
  step?: number;
  /** The index of the selected process. */
  process?: number;
  filter?: string;
  scale?: 'time' | 'order';
  /** The visible stretch of the axis, in its own units; left out for all of it. */
  range?: [number, number];
  /** Indices of the processes that are folded. */
  folded?: number[];
  /** Indices of the processes whose threads are shown. */
  threads?: number[];
  follow?: boolean;
  causality?: boolean;
  details?: boolean;
  /** Which of the narrow panel's tabs is in front; wide, which of them the inspector shows. */
  tab?: 'log' | 'details' | 'state' | 'diagnosis';
  /** What stands under the picture, left out for the log. */
  below?: 'log' | 'channels';
  /** Which events the log shows. */
  kinds?: 'all' | 'events' | 'messages';
  speed?: number;
  /** The log's columns, in their order. */
  columns?: string[];
  sort?: { column: string; descending: boolean };
  /** Heights and widths that the person has set, pixels. */
  sizes?: { tree?: number; log?: number; details?: number };
}
