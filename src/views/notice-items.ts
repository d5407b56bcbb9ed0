/** How the notices above a run's processes look in the sidebar: that it seems to hang, and what it has left alive. */
import * as vscode from 'vscode';
import { commandIds } from './contributions.js';
import { namesOf } from './end-command.js';
import type { NoticeNode } from './process-view.js';

export function hangItem(node: NoticeNode & { kind: 'hang' }): vscode.TreeItem {
  const { sentence } = node.hang;
  return notice(node, vscode.l10n.t('Seems to hang'), sentence, {
    command: commandIds.showHang,
    title: vscode.l10n.t('Show in the Diagnosis'),
  });
}

export function leftItem(node: NoticeNode & { kind: 'left' }): vscode.TreeItem {
  const label = vscode.l10n.t('{0} still alive', node.left.length);
  return notice(node, label, namesOf(node.left), {
    command: commandIds.endLeft,
    title: vscode.l10n.t('End What Is Left Alive…'),
  });
}

function notice(node: NoticeNode, label: string, text: string, command: vscode.Command): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = `${node.run.id}/${node.kind}`;
  item.description = text;
  item.tooltip = `${label}: ${text}`;
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = node.kind;
  item.command = { ...command, arguments: [node] };
  item.accessibilityInformation = { label: item.tooltip };
  return item;
}
