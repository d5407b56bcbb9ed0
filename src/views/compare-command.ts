/** Compare with Another Recording…: asks for what is not chosen yet, and shows both side by side. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { askForRecording, openedRecording } from './recording-commands.js';
import { type RecordingFile, type Recordings, titleOf } from './recordings.js';
import { describeRecording } from './recordings-view.js';

type Chosen = RecordingFile | vscode.Uri;

export interface CompareParts {
  recordings: Recordings;
  /** The recording that is in front, or of the latest run. */
  atHand(): vscode.Uri | undefined;
  show(first: vscode.Uri, second: vscode.Uri): void;
}

/** `all`: what is selected, where it is more than one. */
export async function compareRecordings(parts: CompareParts, one?: Chosen, all: readonly Chosen[] = []): Promise<void> {
  await openedRecording(); // The click that selected the one has opened it as well.
  const chosen = (all.length > 1 ? all : one ? [one] : []).map(uriOf);
  const first = chosen[0] ?? parts.atHand() ?? (await chosenFrom(parts, vscode.l10n.t('The first recording')));
  if (!first) return;
  const second = chosen[1] ?? (await chosenFrom(parts, vscode.l10n.t('Compare {0} with', titleOf(first.path)), first));
  if (!second) return;
  for (const uri of [first, second])
    if (uri.scheme !== 'file')
      throw new Error(vscode.l10n.t('{0} is not a file of this machine. Save it here first.', uri.path));
  // Two that were selected have no order but that in which they were made.
  const [a, b] = chosen.length > 1 ? await oldestFirst([first, second]) : [first, second];
  parts.show(a!, b!);
}

const uriOf = (chosen: Chosen): vscode.Uri => (chosen instanceof vscode.Uri ? chosen : vscode.Uri.file(chosen.file));

async function oldestFirst(uris: vscode.Uri[]): Promise<vscode.Uri[]> {
  const made = await Promise.all(uris.map(async (uri) => ({ uri, at: (await stat(uri.fsPath)).mtimeMs })));
  return made.sort((p, q) => p.at - q.at).map(({ uri }) => uri);
}

interface Choice extends vscode.QuickPickItem {
  file?: string;
}

/** One of those that are kept, or another file. */
async function chosenFrom({ recordings }: CompareParts, placeHolder: string, except?: vscode.Uri) {
  const kept = (await recordings.list()).filter(({ file }) => file !== except?.fsPath);
  const choices: Choice[] = kept.map((recording) => ({
    label: recording.title,
    description: describeRecording(recording),
    detail: path.basename(recording.file),
    file: recording.file,
  }));
  const another: Choice = { label: `$(folder-opened) ${vscode.l10n.t('Another file…')}` };
  const choice = await vscode.window.showQuickPick([...choices, another], { placeHolder, matchOnDetail: true });
  if (!choice) return undefined;
  return choice.file === undefined ? askForRecording() : vscode.Uri.file(choice.file);
}
