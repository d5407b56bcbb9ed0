/** Joins one webview to one recording: gives it the bytes, live or from the file, and does what the person asks of it. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import * as vscode from 'vscode';
import type { DiffData } from '../recording/diff/data.js';
import type {
  FromWebview,
  HostAbility,
  HostAction,
  OtherRecording,
  PanelCommand,
  PanelState,
  ToWebview,
} from '../webview/messages.js';
import { ChangedFiles } from './changed-files.js';
import type { KeptStates } from './kept-states.js';
import { titleOf } from './recordings.js';
import type { Run } from './run.js';
import { setting } from './settings.js';
import { type Tail, tail } from './tail.js';

/** The scheme that stands for a recording that has no file yet. */
export const unborn = 'process-view';

/** What a webview shows. */
export interface Shown {
  /** The recording's file. */
  uri: vscode.Uri;
  /** The run that writes it, while it lasts. */
  run?: Run | undefined;
  state?: PanelState | undefined;
  /** The recording's file with which it is compared. */
  other?: vscode.Uri | undefined;
}

/** What a webview's state is kept under: two that are compared have one of their own. No address has a space in it. */
const keyOf = ({ uri, other }: Shown): string => [uri, ...(other ? [other] : [])].map(String).join(' ');

/** The other way round. */
export const urisOf = (key: string): vscode.Uri[] => key.split(' ').map((uri) => vscode.Uri.parse(uri, true));

/** What the host does for a webview. */
export interface Services {
  extension: vscode.Uri;
  log: vscode.LogOutputChannel;
  states: KeptStates;
  reveal(message: Extract<FromWebview, { type: 'reveal' }>, from: vscode.ViewColumn | undefined): void;
  step(shown: Shown, message: Extract<FromWebview, { type: 'step' }>): void;
  act(action: HostAction['action'] | 'stop', shown: Shown): void;
  /** How two recordings differ. */
  diff(first: vscode.Uri, second: vscode.Uri): Promise<DiffData>;
}

export class WebviewLink {
  private readonly disposables: vscode.Disposable[] = [];
  /** Ends the delivery that is under way. */
  private cancel: () => void = () => {};
  private changed: { of: string; files: ChangedFiles } | undefined;

  constructor(
    private readonly webview: vscode.Webview,
    private shown: Shown,
    private readonly services: Services,
    private readonly column: () => vscode.ViewColumn | undefined,
  ) {
    webview.onDidReceiveMessage((message: FromWebview) => this.hear(message), undefined, this.disposables);
  }

  get recording(): Shown {
    return this.shown;
  }

  /** Shows another recording in the same webview. */
  show(shown: Shown): void {
    this.shown = shown;
    this.deliver();
  }

  command(command: PanelCommand): void {
    this.post({ type: 'command', command });
  }

  /** Shows a step, and a tab if one is given, also where the webview is only being made: it then finds them in its state. */
  goTo(step: number, tab?: PanelState['tab']): void {
    const state: PanelState = {
      ...(this.services.states.kept(keyOf(this.shown)) ?? this.shown.state),
      step,
      follow: false,
      ...(tab ? { tab, details: true } : {}),
    };
    this.shown.state = state;
    this.services.states.keep(keyOf(this.shown), state);
    this.post(tab ? { type: 'state', state } : { type: 'goto', step });
  }

  select(pid: number): void {
    this.post({ type: 'select', pid });
  }

  dispose(): void {
    this.cancel();
    for (const disposable of this.disposables) disposable.dispose();
  }

  private post(message: ToWebview): void {
    void this.webview.postMessage(message);
  }

  private hear(message: FromWebview): void {
    const hear = this.hearers[message.type] as ((message: FromWebview) => void) | undefined;
    if (hear) hear(message);
    else this.services.log.warn(`The panel sent a message of an unknown kind: ${JSON.stringify(message)}`);
  }

  private readonly hearers: { [T in FromWebview['type']]: (message: Extract<FromWebview, { type: T }>) => void } = {
    ready: () => this.deliver(),
    reveal: (message) => {
      this.services.reveal(message, this.column());
      void this.tellIfChanged(message.file);
    },
    step: (message) => this.services.step(this.shown, message),
    state: ({ state }) => {
      this.shown.state = state;
      this.services.states.keep(keyOf(this.shown), state);
    },
    stop: () => this.services.act('stop', this.shown),
    action: ({ action }) => this.services.act(action, this.shown),
    copy: ({ text }) => void vscode.env.clipboard.writeText(text),
    error: ({ message, stack }) => this.services.log.error(`Panel: ${stack ?? message}`),
  };

  /** From the beginning: the webview is new, was hidden, or shows something else now. */
  private deliver(): void {
    this.cancel();
    const { run } = this.shown;
    if (this.shown.other) void this.compare(this.shown.uri, this.shown.other);
    if (run?.file) this.shown.uri = vscode.Uri.file(run.file); // Not known yet when the panel was opened.
    if (run?.live) this.cancel = this.follow(run);
    else if (this.shown.uri.scheme === unborn) this.tellUnborn();
    else this.cancel = this.sendWhole();
  }

  private async compare(first: vscode.Uri, second: vscode.Uri): Promise<void> {
    try {
      this.post({ type: 'compared', diff: await this.services.diff(first, second) });
    } catch (error) {
      const message = vscode.l10n.t('How the two runs differ could not be found out: {0}', (error as Error).message);
      this.post({ type: 'problem', message });
    }
  }

  private tellUnborn(): void {
    this.post({ ...this.opening(), live: false });
    const message = vscode.l10n.t('The run ended before it told anything.');
    this.post({ type: 'problem', message, fix: vscode.l10n.t('Its terminal says why.') });
  }

  private follow(run: Run): () => void {
    this.post({ ...this.opening(), live: true });
    let reading: Tail | undefined;
    let wanted = true;
    const begin = (): void => {
      if (!run.file || reading) return;
      this.shown.uri = vscode.Uri.file(run.file);
      this.post({ ...this.opening(), live: true });
      reading = tail(
        run.file,
        (bytes) => this.post({ type: 'bytes', bytes }),
        (error) => this.tell(error),
      );
    };
    const changes = run.onDidChange(begin);
    const end = run.onDidEnd(async () => {
      await reading?.finish();
      if (wanted) this.post({ type: 'end' });
    });
    begin();
    return () => {
      wanted = false;
      changes.dispose();
      end.dispose();
      reading?.dispose();
    };
  }

  /** A plain file is fetched by the webview itself; a packed one, or one of another file system, is read here. */
  private sendWhole(): () => void {
    const { uri } = this.shown;
    let wanted = true;
    const deliver = uri.scheme === 'file' ? this.sendFile(uri, () => wanted) : this.sendVirtual(uri, () => wanted);
    deliver.catch((error: Error) => wanted && this.tell(error));
    return () => {
      wanted = false;
    };
  }

  private async sendFile(uri: vscode.Uri, wanted: () => boolean): Promise<void> {
    const { size } = await stat(uri.fsPath);
    if (!wanted()) return;
    if (!uri.path.endsWith('.gz')) {
      this.post({ ...this.opening(), live: false, url: this.webview.asWebviewUri(uri).toString(), size });
      return;
    }
    this.post({ ...this.opening(), live: false });
    for await (const chunk of createReadStream(uri.fsPath).pipe(createGunzip())) {
      if (!wanted()) return;
      await this.webview.postMessage({ type: 'bytes', bytes: new Uint8Array(chunk as Buffer) } satisfies ToWebview);
    }
    this.post({ type: 'end' });
  }

  private async sendVirtual(uri: vscode.Uri, wanted: () => boolean): Promise<void> {
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (!wanted()) return;
    this.post({ ...this.opening(), live: false, size: bytes.length });
    this.post({ type: 'bytes', bytes });
    this.post({ type: 'end' });
  }

  private async tellIfChanged(file: string): Promise<void> {
    const { uri } = this.shown;
    if (this.changed?.of !== uri.toString()) this.changed = { of: uri.toString(), files: new ChangedFiles(uri) };
    // A file that is gone cannot be shown either, and whoever tried to has said so.
    const files = await this.changed.files.look(file).catch(() => undefined);
    if (files) this.post({ type: 'changed', files });
  }

  private opening(): {
    type: 'open';
    uri: string;
    title: string;
    language: string;
    can: HostAbility[];
    state?: PanelState;
    other?: OtherRecording;
    maxEvents: number;
  } {
    const { uri, run, other } = this.shown;
    const state = this.services.states.kept(keyOf(this.shown)) ?? this.shown.state;
    const ofRun: HostAbility[] = run ? ['stop', 'runAgain'] : [];
    const ofFile: HostAbility[] = uri.scheme === 'file' && !other ? ['compare', 'end'] : [];
    const can: HostAbility[] = ['reveal', 'save', 'export', 'log', ...ofRun, ...ofFile];
    const beside = other && { title: titleOf(other.path), url: this.webview.asWebviewUri(other).toString() };
    return {
      type: 'open',
      uri: keyOf(this.shown),
      title: run?.title ?? titleOf(path.basename(uri.path)),
      language: vscode.env.language,
      can,
      maxEvents: setting('maxEvents', uri),
      ...(state ? { state } : {}),
      ...(beside ? { other: beside } : {}),
    };
  }

  private tell(error: Error): void {
    this.services.log.error(`${this.shown.uri.toString(true)}: ${error.message}`);
    const message = vscode.l10n.t('The recording cannot be read ({0}).', error.message);
    this.post({ type: 'problem', message, fix: vscode.l10n.t('Check that the file is still there and can be read.') });
  }
}
