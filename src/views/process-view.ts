/** The sidebar's live tree of processes, and the colour of those that ended badly. */
import * as vscode from 'vscode';
import type { Lane, Process } from '../recording/index.js';
import { childrenOf, roots } from '../recording/tree.js';
import type { LeftProcess } from '../session/leftovers.js';
import { viewIds } from './contributions.js';
import type { HangWatch, StandingHang } from './hang-watch.js';
import type { LeftBehind } from './left-behind.js';
import type { Links } from './links.js';
import { hangItem, leftItem } from './notice-items.js';
import { decorationScheme, processItem, runItem, runState, threadItem } from './process-items.js';
import { conditionOf, labelOf, threadsOf } from './process-nodes.js';
import type { Run } from './run.js';
import type { Runs } from './runs.js';

export type ProcessNode =
  | { kind: 'run'; run: Run }
  | { kind: 'process'; run: Run; process: Process }
  | { kind: 'thread'; run: Run; process: Process; lane: Lane }
  | NoticeNode;

/** What stands above the processes of a run: that it seems to hang, or that something of it lives on. */
export type NoticeNode =
  | { kind: 'hang'; run: Run; hang: StandingHang }
  | { kind: 'left'; run: Run; left: readonly LeftProcess[] };

/** A change is told at once, and the next one this much later: the editor itself puts off what follows within 200 ms, each time anew. */
const REFRESH_MS = 250;
/** How soon it is looked again after a look that found no change. */
const LOOK_MS = 50;
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
    private readonly hangs: HangWatch<Run>,
    private readonly leftBehind: LeftBehind,
    links: Links,
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
      leftBehind.onDidChange(() => this.refresh()),
      this.view.onDidChangeSelection(({ selection }) => selectInPanel(selection, links)),
    );
  }

  getChildren(parent?: ProcessNode): ProcessNode[] {
    if (!parent) return this.tops();
    if (parent.kind === 'run') return this.topOf(parent.run);
    if (parent.kind !== 'process') return [];
    const { run, process } = parent;
    return [
      ...threadsOf(run.recording, process).map((lane): ProcessNode => ({ kind: 'thread', run, process, lane })),
      ...childrenOf(run.recording, process).map((child): ProcessNode => ({ kind: 'process', run, process: child })),
    ];
  }

  getTreeItem(node: ProcessNode): vscode.TreeItem {
    switch (node.kind) {
      case 'run':
        return runItem(node.run);
      case 'process':
        return processItem(node.run, node.process);
      case 'thread':
        return threadItem(node);
      case 'hang':
        return hangItem(node);
      case 'left':
        return leftItem(node);
    }
  }

  getParent(node: ProcessNode): ProcessNode | undefined {
    const { run } = node;
    if (node.kind === 'thread') return { kind: 'process', run, process: node.process };
    const parent = node.kind === 'process' ? run.recording.processes[node.process.parent] : undefined;
    if (parent) return { kind: 'process', run, process: parent };
    return node.kind !== 'run' && this.runs.all.length > 1 ? { kind: 'run', run } : undefined;
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
    const processes = roots(run.recording).map((process): ProcessNode => ({ kind: 'process', run, process }));
    return [...this.notices(run), ...processes];
  }

  private notices(run: Run): NoticeNode[] {
    const [hang, left] = [this.hangs.of(run), this.leftBehind.of(run)];
    return [
      ...(hang ? [{ kind: 'hang' as const, run, hang }] : []),
      ...(left.length > 0 ? [{ kind: 'left' as const, run, left }] : []),
    ];
  }

  /** Also when it is told that a run seems to hang. */
  refresh(): void {
    if (this.timer) {
      this.again = true;
      return;
    }
    this.again = false;
    const told = this.tellIfDue();
    const next = (): void => {
      this.timer = undefined;
      if (this.again) this.refresh();
    };
    this.timer = setTimeout(next, told ? REFRESH_MS : LOOK_MS);
  }

  private tellIfDue(): boolean {
    const notices = (run: Run) => `${this.hangs.of(run)?.sentence}\n${this.leftBehind.of(run).length}`;
    const now = this.runs.all.map((run) => `${signature(run)}\n${notices(run)}`).join('\n');
    if (now === this.told && Date.now() - this.toldAt < FIGURES_MS) return false;
    this.told = now;
    this.toldAt = Date.now();
    this.tell();
    return true;
  }

  private tell(): void {
    this.changed.fire(undefined); // First, and the message only where it differs: the editor puts off the later one of two changes.
    const run = this.runs.latest;
    const message = run?.live && run.recording.processes.length === 0 ? vscode.l10n.t('Starting {0}…', run.title) : '';
    if (message !== (this.view.message ?? '')) this.view.message = message;
    this.view.description = run && this.runs.all.length === 1 ? `${run.title} · ${runState(run)}` : '';
    const alive = this.runs.live.length;
    this.view.badge = alive > 0 ? { value: alive, tooltip: vscode.l10n.t('{0} running', alive) } : undefined;
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
  // Until it has told anything it shows as starting: the editor delays a change that follows another within 200 ms, and the
  // first event is to be shown at once.
  const state = run.state === 'running' && processes.length === 0 ? 'starting' : run.state;
  return [run.id, state, run.exitCode, run.viewedTime, ...processes, ...threads].join('\n');
}

/** One selection: what is selected in the tree is selected in the panel. */
function selectInPanel([node]: readonly ProcessNode[], links: Links): void {
  if ((node?.kind !== 'process' && node?.kind !== 'thread') || !node.run.file) return;
  for (const link of links.showing(node.run.file)) link.select(node.process.pid);
}
