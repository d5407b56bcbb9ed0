/** One recording after another: opens what the host says, feeds it in, keeps and restores the state, and tells the host what is viewed. */
import { batch, effect } from '@preact/signals';
import { Recording } from '../recording/recording.js';
import { announceStep } from './actions.js';
import { Feed } from './feed.js';
import { underWayAt } from './layout/spans.js';
import { filterEngine } from './matches.js';
import type { OpenRecording, PanelState, ToWebview } from './messages.js';
import type { Panel } from './panel.js';
import { restoreStep, restoreView, stateOf } from './persist.js';
import { problemText } from './recording-problem.js';
import { revealStep } from './reveal.js';
import { type Store, viewStep } from './store.js';
import { language, t, useLanguage } from './strings.js';

/** Connects the panel with the host. */
export function startSession(panel: Panel): void {
  const session = new Session(panel);
  panel.host.listen((message) => session.heard(message));
  keepState(panel, session);
  tellSteps(panel);
  panel.host.send({ type: 'ready' });
}

class Session {
  private feed: Feed | undefined;
  /** The state to come back to, while the recording has not been read so far. */
  private wanted: PanelState | undefined;
  private frame = 0;
  /** Bytes taken in so far: more than when the frame was asked for, where more came before it. */
  private read = 0;
  private calmedAt = 0;
  private hasRoom = false;

  constructor(private readonly panel: Panel) {}

  /** The kept step has not been read yet. */
  get restoring(): boolean {
    return this.wanted !== undefined;
  }

  heard(message: ToWebview): void {
    const { store } = this.panel;
    switch (message.type) {
      case 'open':
        this.open(message);
        break;
      case 'bytes':
        this.feed?.push(message.bytes instanceof Uint8Array ? message.bytes : new Uint8Array(message.bytes));
        break;
      case 'end':
        this.feed?.end();
        break;
      case 'command':
        this.panel.run(message.command);
        break;
      case 'state':
        this.restore(message.state);
        break;
      case 'goto':
        viewStep(store, message.step);
        break;
      case 'select':
        select(store, message.pid);
        break;
      case 'compared':
        store.diff.value = message.diff;
        break;
      case 'changed':
        store.changed.value = new Set(message.files);
        break;
      case 'problem':
        store.problem.value = message;
        break;
    }
  }

  private open(message: OpenRecording): void {
    const { store, host } = this.panel;
    this.feed?.close();
    void useLanguage(message.language ?? language(), message.strings);
    document.documentElement.lang = language();
    const state = message.state ?? host.kept(message.uri) ?? {};
    const recording = new Recording(message.maxEvents);
    begin(store, message, recording);
    restoreView(store, state);
    if (store.filter.value !== '') void filterEngine.load();
    this.wanted = state;
    this.hasRoom = false;
    this.read = 0;
    const feed = new Feed(recording, {
      advanced: (read) => this.advanced(read, message.size),
      ended: () => this.ended(),
      failed: (error) => this.failed(error),
    });
    this.feed = feed;
    if (message.url !== undefined) void feed.fetch(message.url);
  }

  /** New events show at the next frame; of a finished recording nothing is drawn before it is read. */
  private advanced(read: number, size: number | undefined): void {
    this.read = read;
    if (size !== undefined && !this.hasRoom && read >= SAMPLE_BYTES) {
      this.hasRoom = true;
      this.panel.store.recording.peek().expect(size / read);
    }
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.show(size);
    });
  }

  private show(size: number | undefined): void {
    const { store } = this.panel;
    const { read } = this;
    const recording = store.recording.peek();
    const reading = store.phase.peek().kind === 'loading' && size !== undefined && read < size;
    batch(() => {
      if (reading || recording.length === 0) store.phase.value = { kind: 'loading', bytes: read, size };
      else if (store.phase.peek().kind === 'loading') store.phase.value = { kind: 'ready' };
      if (!reading) this.publish(recording.version);
      if (!reading && this.wanted && restoreStep(store, this.wanted)) this.wanted = undefined;
    });
  }

  private publish(version: number): void {
    const { store } = this.panel;
    store.version.value = version;
    const now = performance.now();
    if (store.recording.peek().length > LARGE && now - this.calmedAt < CALM_MS) return;
    this.calmedAt = now;
    store.calmVersion.value = version;
  }

  private ended(): void {
    const { store } = this.panel;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    batch(() => {
      store.growing.value = false;
      store.phase.value = { kind: 'ready' };
      store.version.value = store.calmVersion.value = store.recording.peek().version;
      if (this.wanted) restoreStep(store, this.wanted);
      this.wanted = undefined;
    });
    // The first zoom shall not be the one that waits for the index.
    setTimeout(() => underWayAt(store.recording.peek(), 0, 1), WARM_MS);
  }

  /** A problem of the recording itself is told in its own words. */
  private failed(error: unknown): void {
    const { store, host } = this.panel;
    const message = problemText(error);
    host.send({ type: 'error', message, ...(error instanceof Error && error.stack ? { stack: error.stack } : {}) });
    store.growing.value = false;
    if (store.recording.peek().length > 0) store.problem.value = { message, fix: t('Open the recording again.') };
    else store.phase.value = { kind: 'problem', message };
  }

  private restore(state: PanelState): void {
    restoreView(this.panel.store, state);
    if (!restoreStep(this.panel.store, state)) this.wanted = state;
  }
}

function begin(store: Store, message: OpenRecording, recording: Recording): void {
  batch(() => {
    store.uri.value = message.uri;
    store.title.value = message.title;
    store.can.value = new Set(message.can);
    store.problem.value = undefined;
    store.changed.value = new Set();
    store.emphasis.value = undefined;
    store.other.value = message.other;
    store.diff.value = undefined;
    store.shared.value = undefined;
    store.recording.value = recording;
    store.version.value = 0;
    store.growing.value = message.live;
    store.row.value = -1;
    store.follow.value = true;
    store.playing.value = false;
    store.phase.value = { kind: 'loading', bytes: 0, size: message.size };
  });
}

/** Of several processes with this pid, the newest. */
function select(store: Store, pid: number): void {
  store.process.value = store.recording.peek().processes.findLastIndex((process) => process.pid === pid);
}

/** From so many steps on, what has to look at every one of them is not done anew at each frame. */
const LARGE = 50_000;
const CALM_MS = 500;

const WARM_MS = 100;

/** By so much of a file it is told how much room the rest of it takes. */
const SAMPLE_BYTES = 1 << 20;

const SETTLED_MS = 250;

/** Keep the state when it has stood still for a moment. */
function keepState({ store, host }: Panel, session: Session): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  effect(() => {
    const state = stateOf(store);
    const uri = store.uri.value;
    if (uri === '' || store.phase.value.kind !== 'ready') return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      // What is still to come back must not be forgotten over what is there so far.
      if (session.restoring) return;
      host.keep(uri, state);
      host.send({ type: 'state', uri, state });
    }, SETTLED_MS);
  });
}

/** Tell the host, the editor and the screen reader which step is viewed; not each new event of a followed run. */
function tellSteps({ store, host }: Pick<Panel, 'store' | 'host'>): void {
  let before = '';
  effect(() => {
    const step = store.step.value;
    const following = store.follow.value && store.live.value;
    const process = store.recording.value.processes[store.process.value];
    const now = following ? `live ${process?.pid}` : `${step} ${process?.pid}`;
    if (now === before || store.phase.value.kind !== 'ready') return;
    before = now;
    const time = step < 0 ? 0 : store.recording.value.time(step);
    host.send({ type: 'step', step, time, following, ...(process ? { pid: process.pid } : {}) });
    if (following) return;
    announceStep(store, step);
    if (!store.follow.value) revealStep({ store, host });
  });
}
