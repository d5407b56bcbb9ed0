/** The recordings on disk: where they are kept, which there are, and what is done with them. */
import { mkdirSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { expand } from './command-line.js';
import { setting } from './settings.js';

export interface RecordingFile {
  file: string;
  /** What ran, as far as the file's name tells. */
  title: string;
  modified: number;
  bytes: number;
}

export class Recordings {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly own: string;
  private watcher: vscode.Disposable | undefined;
  private watched: string | undefined;

  constructor(storage: vscode.Uri) {
    this.own = vscode.Uri.joinPath(storage, 'recordings').fsPath;
  }

  /** The folder of new recordings, made where it is missing. Throws a sentence where it cannot be. */
  folder(workspaceFolder = vscode.workspace.workspaceFolders?.[0]?.uri): string {
    const folder = this.chosen(workspaceFolder) ?? this.own;
    try {
      mkdirSync(folder, { recursive: true });
    } catch (cause) {
      const why = (cause as Error).message;
      throw new Error(
        vscode.l10n.t(
          'Recordings cannot be kept in {0} ({1}). Choose another folder in the setting processView.record.directory.',
          folder,
          why,
        ),
        { cause },
      );
    }
    this.watch(folder);
    return folder;
  }

  /** The newest first. */
  async list(): Promise<RecordingFile[]> {
    const folder = this.folder();
    const names = (await readdir(folder)).filter(isRecording);
    const files = await Promise.all(names.map((name) => describe(path.join(folder, name))));
    return files.filter((f) => f !== undefined).sort((a, b) => b.modified - a.modified);
  }

  /** Of the extension's own storage only the newest stay; a folder that the person chose is theirs. */
  async prune(inUse: (file: string) => boolean): Promise<void> {
    if (this.folder() !== this.own) return;
    const tooMany = (await this.list()).slice(setting('record.keep')).filter(({ file }) => !inUse(file));
    await Promise.all(tooMany.map(({ file }) => rm(file, { force: true })));
    if (tooMany.length > 0) this.changed.fire();
  }

  async rename(file: string, name: string): Promise<string> {
    const extension = file.endsWith('.gz') ? '.pvrec.gz' : '.pvrec';
    const target = path.join(path.dirname(file), name.endsWith(extension) ? name : `${name}${extension}`);
    await rename(file, target);
    this.changed.fire();
    return target;
  }

  async delete(file: string): Promise<void> {
    await rm(file, { force: true });
    this.changed.fire();
  }

  refresh(): void {
    this.changed.fire();
  }

  dispose(): void {
    this.watcher?.dispose();
    this.changed.dispose();
  }

  private chosen(workspaceFolder: vscode.Uri | undefined): string | undefined {
    const directory = setting('record.directory', workspaceFolder);
    if (directory === '') return undefined;
    const folder = path.resolve(workspaceFolder?.fsPath ?? '.', expand(directory, workspaceFolder?.fsPath));
    return vscode.Uri.file(folder).fsPath; // The editor's own spelling, as of a Windows drive's letter, so that paths compare.
  }

  /** Files may come and go by other windows and by hand. */
  private watch(folder: string): void {
    if (this.watched === folder) return;
    this.watched = folder;
    this.watcher?.dispose();
    const pattern = new vscode.RelativePattern(vscode.Uri.file(folder), '*.{pvrec,gz}');
    const watcher = vscode.workspace.createFileSystemWatcher(pattern, false, true, false);
    watcher.onDidCreate(() => this.changed.fire());
    watcher.onDidDelete(() => this.changed.fire());
    this.watcher = watcher;
  }
}

export const isRecording = (name: string): boolean => /\.pvrec(\.gz)?$/.test(name);

/** `counter.ts 2026-11-25 10.32.05 4123.pvrec` was a run of counter.ts; any other name speaks for itself. */
export function titleOf(file: string): string {
  const name = path.basename(file).replace(/\.pvrec(\.gz)?$/, '');
  return /^(.+) \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d \d+$/.exec(name)?.[1] ?? name;
}

async function describe(file: string): Promise<RecordingFile | undefined> {
  try {
    const { mtimeMs, size } = await stat(file);
    return { file, title: titleOf(file), modified: mtimeMs, bytes: size };
  } catch {
    return undefined; // Deleted since the folder was listed.
  }
}
