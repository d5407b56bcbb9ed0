/** Which sources are no longer what they were when they ran: the lines of their steps may be other lines now. */
import { stat } from 'node:fs/promises';
import type * as vscode from 'vscode';
import { headerOf } from './header.js';

export class ChangedFiles {
  private readonly looked = new Set<string>();
  private readonly changed: string[] = [];
  private began: Promise<number> | undefined;

  constructor(private readonly recording: vscode.Uri) {}

  /** Looks at a file once; gives all that have changed, if this one has. */
  async look(file: string): Promise<string[] | undefined> {
    if (this.looked.has(file) || this.recording.scheme !== 'file') return undefined;
    this.looked.add(file);
    this.began ??= beginning(this.recording.fsPath);
    const { mtimeMs } = await stat(file);
    if (mtimeMs <= (await this.began)) return undefined;
    this.changed.push(file);
    return this.changed;
  }
}

/** When the run began; of a packed recording it is not known without unpacking it, and its file's time stands for it. */
async function beginning(recording: string): Promise<number> {
  const header = await headerOf(recording);
  return header ? Date.parse(header.startedAt) : (await stat(recording)).mtimeMs;
}
