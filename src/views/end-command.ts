/** Ends what a run has left alive, after it was named and the person said yes; never by a pid that was written down. */
import * as vscode from 'vscode';
import { endLeftovers, type LeftProcess, leftoversOf } from '../session/leftovers.js';
import { headerOf } from './header.js';
import { titleOf } from './recordings.js';
import { setting } from './settings.js';

export async function endLeftBehind(file: string): Promise<void> {
  const header = await headerOf(file);
  const left = await leftoversOf(header);
  const title = titleOf(file);
  if (header === undefined || typeof left === 'string') return say(noLeftovers(left === 'cannot-tell', title));
  if (left.length === 0) return say(vscode.l10n.t('Nothing of {0} is alive any more.', title));
  if (!(await mayEnd(left, title))) return;
  const stay = await endLeftovers(header, left, setting('stop.graceSeconds') * 1000);
  if (stay.length > 0)
    throw new Error(vscode.l10n.t('These could not be ended; they may be another user’s: {0}', namesOf(stay)));
}

const noLeftovers = (cannotTell: boolean, title: string): string =>
  cannotTell
    ? vscode.l10n.t(
        'On this system it cannot be told which processes are of this run. End them by hand, by their pids.',
      )
    : vscode.l10n.t(
        '{0} was recorded on another machine, or before this one was started: nothing of it can be alive here.',
        title,
      );

const say = (text: string): void => void vscode.window.showInformationMessage(text);

async function mayEnd(left: readonly LeftProcess[], title: string): Promise<boolean> {
  const yes = vscode.l10n.t('End Them');
  const question = vscode.l10n.t('End what {0} has left alive?', title);
  const detail = left.map(describe).join('\n');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}

/** With what it holds on to, which is why somebody wants it ended. */
function describe({ pid, command, holds }: LeftProcess): string {
  const held = [...holds.ports, ...holds.sockets, ...holds.files].join(', ');
  return `${pid}  ${command.join(' ')}${held === '' ? '' : `  (${held})`}`;
}

export const namesOf = (left: readonly LeftProcess[]): string =>
  left.map(({ pid, command }) => `${command.join(' ') || '?'} (${pid})`).join(', ');
