/** How runs, processes and threads look in the sidebar: icon, text, tooltip, and what a screen reader says. */
import * as vscode from 'vscode';
import type { Lane, Process } from '../recording/index.js';
import { type Condition, commandLine, conditionOf, describeProcess, labelOf, type Words } from './process-nodes.js';
import type { Run } from './run.js';

/** The scheme of the tree items' uris, which exist for their decorations alone. */
export const decorationScheme = 'process-view-process';

export function runItem(run: Run): vscode.TreeItem {
  const item = new vscode.TreeItem(run.title, vscode.TreeItemCollapsibleState.Expanded);
  item.id = run.id;
  item.description = runState(run);
  item.iconPath = new vscode.ThemeIcon(run.live ? 'run-all' : 'history');
  item.contextValue = run.live ? 'run.live' : 'run';
  item.tooltip = run.facts.script;
  item.accessibilityInformation = { label: `${run.title}, ${item.description}` };
  return item;
}

export function processItem(run: Run, process: Process): vscode.TreeItem {
  const { recording } = run;
  const label = labelOf(recording, process);
  const moment = run.moment();
  const condition = conditionOf(process, moment);
  const hasChildren = process.children.length > 0 || process.lanes.length > 1;
  const item = new vscode.TreeItem(
    label,
    hasChildren ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.None,
  );
  const isMain = process.parent < 0;
  // The editor keeps a known item folded as it was: one that gets its first child must be a new item to come unfolded.
  item.id = `${run.id}/${process.index}${hasChildren ? '' : '/alone'}`;
  item.description = describeProcess(recording, process, words, moment);
  item.iconPath = icons[condition]();
  item.resourceUri = vscode.Uri.from({
    scheme: decorationScheme,
    path: `/${item.id}`,
    query: badge(process, condition),
  });
  item.contextValue = [
    'process',
    isMain && run.live ? 'main' : '',
    process.spawnRow >= 0 || process.error ? 'source' : '',
  ]
    .filter((word) => word !== '')
    .join('.');
  item.tooltip = tooltip(process, label);
  item.accessibilityInformation = { label: `${label}, ${conditionWords(condition)}, ${item.description}` };
  return item;
}

export function threadItem({ run, process, lane }: { run: Run; process: Process; lane: Lane }): vscode.TreeItem {
  const item = new vscode.TreeItem(lane.name ?? words.thread(lane.thread));
  const over = lane.endTime !== undefined && (run.viewedTime === undefined || lane.endTime <= run.viewedTime);
  const failed = over && (lane.exitCode ?? 0) !== 0;
  item.id = `${run.id}/${process.index}/${lane.thread}`;
  item.description = [
    ...(lane.name ? [words.thread(lane.thread)] : []),
    ...(over && lane.exitCode !== undefined ? [words.exitCode(lane.exitCode)] : []),
  ].join(' · ');
  item.iconPath = failed
    ? icons.failed()
    : over
      ? icons.done()
      : new vscode.ThemeIcon('git-commit', new vscode.ThemeColor('charts.green'));
  item.contextValue = 'thread';
  item.accessibilityInformation = { label: `${item.label}, ${over ? words.ended() : conditionWords('running')}` };
  return item;
}

function tooltip(process: Process, label: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString().appendMarkdown('**').appendText(label).appendMarkdown('**');
  const say = (line: string) => text.appendMarkdown('  \n').appendText(line);
  say(
    `pid ${process.pid}${process.ppid === undefined ? '' : ` · ppid ${process.ppid}`}${process.runtime ? ` · ${process.runtime}` : ''}`,
  );
  if (process.cwd) say(process.cwd);
  if (process.blind) say(words.blind(process.blindWhy));
  if (process.error) say(`${process.error.name}: ${process.error.message}`);
  return text.appendCodeblock(commandLine(process), 'sh');
}

const icon = (name: string, color?: string) => () =>
  new vscode.ThemeIcon(name, color ? new vscode.ThemeColor(color) : undefined);
/** Shape tells it as well as colour. */
const icons: Record<Condition, () => vscode.ThemeIcon> = {
  running: icon('play-circle', 'charts.green'),
  waiting: icon('watch', 'charts.yellow'),
  blind: icon('eye-closed', 'disabledForeground'),
  done: icon('pass', 'disabledForeground'),
  failed: icon('error', 'list.errorForeground'),
  killed: icon('circle-slash', 'list.warningForeground'),
  gone: icon('question', 'disabledForeground'),
  unborn: icon('circle-outline', 'disabledForeground'),
};

/** What stands at the right of a process that ended badly. */
function badge({ exitCode }: Process, condition: Condition): string {
  return condition === 'failed' ? String(exitCode) : condition === 'killed' ? '!' : '';
}

const words: Words = {
  exitCode: (code) => vscode.l10n.t('exit code {0}', code),
  signal: (name) => vscode.l10n.t('ended by {0}', name),
  ended: () => vscode.l10n.t('ended'),
  blind: (why) => (why ? vscode.l10n.t('blind: {0}', why) : vscode.l10n.t('blind')),
  waiting: () => vscode.l10n.t('waiting'),
  thread: (id) => vscode.l10n.t('thread {0}', id),
  notYet: () => vscode.l10n.t('not yet started'),
};

function conditionWords(condition: Condition): string {
  switch (condition) {
    case 'running':
      return vscode.l10n.t('running');
    case 'waiting':
      return vscode.l10n.t('waiting');
    case 'blind':
      return vscode.l10n.t('running, not seen from inside');
    case 'done':
      return vscode.l10n.t('ended well');
    case 'failed':
      return vscode.l10n.t('ended with an error');
    case 'killed':
      return vscode.l10n.t('ended by a signal');
    case 'gone':
      return vscode.l10n.t('ended');
    case 'unborn':
      return vscode.l10n.t('not yet started');
  }
}

export function runState(run: Run): string {
  switch (run.state) {
    case 'starting':
      return vscode.l10n.t('starting');
    case 'running':
      return vscode.l10n.t('running');
    case 'stopping':
      return vscode.l10n.t('stopping…');
    case 'ended':
      return run.exitCode === undefined ? vscode.l10n.t('ended') : vscode.l10n.t('exit code {0}', run.exitCode);
  }
}
