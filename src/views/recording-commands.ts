/** The commands on recordings: open, save as, rename, delete. */
import path from 'node:path';
import * as vscode from 'vscode';
import { recordingEditorViewType } from './contributions.js';
import type { Links } from './links.js';
import { isRecording, type RecordingFile, type Recordings } from './recordings.js';

/** Settled when the recording that was opened last is there. */
let opened: Promise<unknown> = Promise.resolve();

export function openRecording(uri: vscode.Uri): Promise<unknown> {
  const opening = Promise.resolve(vscode.commands.executeCommand('vscode.openWith', uri, recordingEditorViewType));
  opened = opening.catch(() => {}); // Whoever has asked for it hears of that.
  return opening;
}

/** For whatever is to come to the front: an editor that is still being opened takes it as soon as it is. */
export const openedRecording = (): Promise<unknown> => opened;

/** In the panel if it shows this recording, else in an editor of its own. */
export async function showStep(links: Links, file: string, step: number): Promise<void> {
  if (links.showing(file).length === 0) await openRecording(vscode.Uri.file(file));
  for (const link of links.showing(file)) link.goTo(step);
}

export async function chooseRecording(): Promise<void> {
  const uri = await askForRecording();
  if (uri) await openRecording(uri);
}

export async function askForRecording(): Promise<vscode.Uri | undefined> {
  const filters = { [vscode.l10n.t('Recordings')]: ['pvrec', 'gz'] };
  const [uri] = (await vscode.window.showOpenDialog({ filters, title: vscode.l10n.t('Open Recording') })) ?? [];
  if (!uri || isRecording(uri.path)) return uri;
  throw new Error(vscode.l10n.t('{0} is no recording. Choose a file that ends in .pvrec or .pvrec.gz.', uri.path));
}

/** Copies a recording to where the person wants it. */
export async function saveRecording(from: vscode.Uri): Promise<void> {
  const name = path.posix.basename(from.path);
  const home = vscode.workspace.workspaceFolders?.[0]?.uri;
  const to = await vscode.window.showSaveDialog({
    ...(home ? { defaultUri: vscode.Uri.joinPath(home, name) } : {}),
    filters: { [vscode.l10n.t('Recordings')]: name.endsWith('.gz') ? ['gz'] : ['pvrec'] },
    title: vscode.l10n.t('Save Recording As'),
  });
  if (to) await vscode.workspace.fs.copy(from, to, { overwrite: true });
}

export async function renameRecording(recordings: Recordings, { file }: RecordingFile): Promise<void> {
  const old = path.basename(file).replace(/\.pvrec(\.gz)?$/, '');
  const name = await vscode.window.showInputBox({
    value: old,
    prompt: vscode.l10n.t('A new name for the recording'),
    validateInput: (text) => nameProblem(text, old, path.dirname(file)),
  });
  if (name && name !== old) await recordings.rename(file, name);
}

async function nameProblem(name: string, old: string, folder: string): Promise<string | undefined> {
  if (name.trim() === '') return vscode.l10n.t('A recording needs a name.');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what file systems do not take.
  if (/[\\/:*?"<>|\u0000-\u001f]/.test(name))
    return vscode.l10n.t('A name cannot have any of \\ / : * ? " < > | in it.');
  if (name === old) return undefined;
  const taken = await vscode.workspace.fs.stat(vscode.Uri.file(path.join(folder, `${name}.pvrec`))).then(
    () => true,
    () => false,
  );
  return taken ? vscode.l10n.t('There is a recording of this name already.') : undefined;
}

export async function deleteRecordings(recordings: Recordings, all: readonly RecordingFile[]): Promise<void> {
  const yes = vscode.l10n.t('Delete');
  const question =
    all.length === 1
      ? vscode.l10n.t('Delete the recording of {0}?', all[0]!.title)
      : vscode.l10n.t('Delete {0} recordings?', all.length);
  const names = all.map(({ file }) => path.basename(file)).join('\n');
  const detail = vscode.l10n.t('{0} will be gone for good.', names);
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) return;
  for (const { file } of all) await recordings.delete(file);
}
