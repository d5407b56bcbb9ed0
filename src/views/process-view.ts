/** The sidebar's live tree of processes, and the colour of those that ended badly. */
import * as vscode from 'vscode';
import { childrenOf, type Lane, type Process, roots } from '../recording/index.js';
import { viewIds } from './contributions.js';
import {
  type Condition,
  commandLine,
  conditionOf,
  describeProcess,
  labelOf,
  threadsOf,
  type Words,
} from './process-nodes.js';
import type { Run } from './run.js';
import type { Runs } from './runs.js';

export type ProcessNode =
  | { kind: 'run'; run: Run }
  | { kind: 'process'; run: Run; process: Process }
  | { kind: 'thread'; run: Run; process: Process; lane: Lane };

/** The tree is told at once, and after that at most this often: a person cannot read faster. */
const REFRESH_MS = 150;
/** Where only CPU and memory differ it has time: a tree that is told draws its buttons anew, and a click on an old one is lost. */
const FIGURES_MS = 2000;

export class ProcessView implements vscode.TreeDataProvider<ProcessNode>, vscode.FileDecorationProvider {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly decorated = new vscode.EventEmitter<vscode.Uri[]>();
  readonly onDidChangeTreeData = this.changed.event;
  readonly onDidChangeFileDecorations = this.decorated.event;
  readonly view: vscode.TreeView<ProcessNode>;
  private timer: NodeJS.Timeout | undefined;
  private again = false;
  private told = '';
  private toldAt = 0;

  constructor(
    private readonly runs: Runs,
    disposables: vscode.Disposable[],
  ) {
    this.view = vscode.window.createTreeView(viewIds.processes, { treeDataProvider: this, showCollapseAll: true });
    const stopTimer = { dispose: () => clearTimeout(this.timer) };
    disposables.push(
      this.view,
      this.changed,
      this.decorated,
      stopTimer,
      vscode.window.registerFileDecorationProvider(this),
      runs.onDidChange(() => this.refresh()),
    );
  }

  getChildren(parent?: ProcessNode): ProcessNode[] {
    if (!parent) return this.tops();
    if (parent.kind === 'run') return this.topOf(parent.run);
    if (parent.kind === 'thread') return [];
    const { run, process } = parent;
    return [
      ...threadsOf(run.recording, process).map((lane): ProcessNode => ({ kind: 'thread', run, process, lane })),
      ...childrenOf(run.recording, process).map((child): ProcessNode => ({ kind: 'process', run, process: child })),
    ];
  }

  getTreeItem(node: ProcessNode): vscode.TreeItem {
    if (node.kind === 'run') return runItem(node.run);
    return node.kind === 'thread' ? threadItem(node) : processItem(node.run, node.process);
  }

  getParent(node: ProcessNode): ProcessNode | undefined {
    const { run } = node;
    if (node.kind === 'thread') return { kind: 'process', run, process: node.process };
    const parent = node.kind === 'process' ? run.recording.processes[node.process.parent] : undefined;
    if (parent) return { kind: 'process', run, process: parent };
    return node.kind === 'process' && this.runs.all.length > 1 ? { kind: 'run', run } : undefined;
  }

  provideFileDecoration({ scheme, query }: vscode.Uri): vscode.FileDecoration | undefined {
    if (scheme !== decorationScheme || query === '') return undefined;
    return new vscode.FileDecoration(
      query.length <= 2 ? query : '!',
      undefined,
      new vscode.ThemeColor('list.errorForeground'),
    );
  }

  /** One run shows its processes at once; several each have a node of their own. */
  private tops(): ProcessNode[] {
    const { all } = this.runs;
    return all.length === 1 ? this.topOf(all[0]!) : all.map((run) => ({ kind: 'run', run }));
  }

  private topOf(run: Run): ProcessNode[] {
    return roots(run.recording).map((process) => ({ kind: 'process', run, process }));
  }

  private refresh(): void {
    if (this.timer) {
      this.again = true;
      return;
    }
    this.again = false;
    this.tellIfDue();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.again) this.refresh();
    }, REFRESH_MS);
  }

  private tellIfDue(): void {
    const now = this.runs.all.map(signature).join('\n');
    if (now === this.told && Date.now() - this.toldAt < FIGURES_MS) {
      this.again = true;
      return;
    }
    this.told = now;
    this.toldAt = Date.now();
    this.tell();
  }

  private tell(): void {
    const run = this.runs.latest;
    this.view.description = run && this.runs.all.length === 1 ? `${run.title} · ${runState(run)}` : '';
    this.view.message =
      run?.live && run.recording.processes.length === 0 ? vscode.l10n.t('Starting {0}…', run.title) : '';
    const alive = this.runs.live.length;
    this.view.badge = alive > 0 ? { value: alive, tooltip: vscode.l10n.t('{0} running', alive) } : undefined;
    this.changed.fire(undefined);
  }
}

/** All that the tree shows of a run but CPU and memory. */
function signature(run: Run): string {
  const moment = run.moment();
  const processes = run.recording.processes.map(
    (p) => `${p.parent} ${p.pid} ${labelOf(run.recording, p)} ${conditionOf(p, moment)} ${p.exitCode} ${p.signal}`,
  );
  const threads = run.recording.lanes.map(
    ({ process, thread, name, endTime }) => `${process} ${thread} ${name} ${endTime}`,
  );
  return [run.id, run.state, run.exitCode, run.viewedTime, ...processes, ...threads].join('\n');
}

/** The scheme of the tree items' uris, which exist for their decorations alone. */
const decorationScheme = 'process-view-process';

function runItem(run: Run): vscode.TreeItem {
  const item = new vscode.TreeItem(run.title, vscode.TreeItemCollapsibleState.Expanded);
  item.id = run.id;
  item.description = runState(run);
  item.iconPath = new vscode.ThemeIcon(run.live ? 'run-all' : 'history');
  item.contextValue = run.live ? 'run.live' : 'run';
  item.tooltip = run.facts.script;
  item.accessibilityInformation = { label: `${run.title}, ${item.description}` };
  return item;
}

function processItem(run: Run, process: Process): vscode.TreeItem {
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

function threadItem({ run, process, lane }: { run: Run; process: Process; lane: Lane }): vscode.TreeItem {
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

function runState(run: Run): string {
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
