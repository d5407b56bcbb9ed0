/** The sidebar's list of recordings. */
import * as vscode from 'vscode';
import { commandIds, viewIds } from './contributions.js';
import { megabytes } from './process-nodes.js';
import type { RecordingFile, Recordings } from './recordings.js';

export class RecordingsView implements vscode.TreeDataProvider<RecordingFile> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly recordings: Recordings,
    private readonly isLive: (file: string) => boolean,
    disposables: vscode.Disposable[],
  ) {
    disposables.push(
      this.changed,
      recordings.onDidChange(() => this.changed.fire()),
      vscode.window.createTreeView(viewIds.recordings, { treeDataProvider: this, canSelectMany: true }),
    );
  }

  getChildren(parent?: RecordingFile): Promise<RecordingFile[]> | RecordingFile[] {
    return parent ? [] : this.recordings.list();
  }

  getTreeItem(recording: RecordingFile): vscode.TreeItem {
    const { file, title, modified, bytes } = recording;
    const item = new vscode.TreeItem(title);
    const live = this.isLive(file);
    item.id = file;
    item.description = live ? vscode.l10n.t('recording…') : describeRecording(recording);
    item.tooltip = `${file}\n${new Date(modified).toLocaleString(vscode.env.language)} · ${megabytes(bytes)}`;
    item.iconPath = live
      ? new vscode.ThemeIcon('record', new vscode.ThemeColor('charts.red'))
      : new vscode.ThemeIcon('type-hierarchy-sub');
    item.contextValue = live ? 'recording.live' : 'recording';
    item.command = { command: commandIds.openItem, title: vscode.l10n.t('Open'), arguments: [recording] };
    item.accessibilityInformation = { label: `${title}, ${item.description}` };
    return item;
  }
}

/** When it was made, and how large it is. */
export const describeRecording = ({ modified, bytes }: RecordingFile): string =>
  `${momentOf(new Date(modified), new Date())} · ${megabytes(bytes)}`;

/** Of today the time, of another day the date as well: a sidebar is narrow. */
function momentOf(date: Date, now: Date): string {
  const isToday = date.toDateString() === now.toDateString();
  return date.toLocaleString(
    vscode.env.language,
    isToday ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' },
  );
}
