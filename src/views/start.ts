/** Starting a script: which one, saved, and as a task. */
import path from 'node:path';
import * as vscode from 'vscode';
import { debugType, taskType } from './contributions.js';
import type { Problems } from './problems.js';
import type { RunTasks, ScriptTask } from './run-task.js';
import { NoNode } from './run-words.js';
import type { Runs } from './runs.js';
import { openSetting } from './settings.js';

const scriptLanguages = /^(type|java)script(react)?$/;

export class Starter {
  constructor(
    private readonly tasks: RunTasks,
    private readonly runs: Runs,
    private readonly problems: Problems,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Runs the given script, else the one in the active editor, else one that the person chooses. */
  async run(resource?: vscode.Uri): Promise<void> {
    const script = resource ?? activeScript() ?? (await chooseScript());
    if (!script) return;
    this.log.info(`${script.fsPath}: a run is asked for`);
    const saved = await savedForm(script);
    if (saved) await this.start(saved);
  }

  /** As `run`, by the debugger. */
  async debug(resource?: vscode.Uri): Promise<void> {
    const script = resource ?? activeScript() ?? (await chooseScript());
    const saved = script && (await savedForm(script));
    if (!saved) return;
    const folder = vscode.workspace.getWorkspaceFolder(saved);
    const name = path.basename(saved.fsPath);
    await vscode.debug.startDebugging(folder, { type: debugType, request: 'launch', name, program: saved.fsPath });
  }

  async start(script: vscode.Uri): Promise<void> {
    const scope = vscode.workspace.getWorkspaceFolder(script) ?? vscode.TaskScope.Workspace;
    await this.execute({ type: taskType, script: script.fsPath }, scope);
  }

  async again(task: vscode.Task): Promise<void> {
    const { copy: _copy, ...definition } = task.definition as ScriptTask;
    await this.execute(definition as ScriptTask, task.scope, task.name);
  }

  private async execute(definition: ScriptTask, scope: vscode.Task['scope'], name?: string): Promise<void> {
    try {
      await vscode.tasks.executeTask(this.tasks.make(this.distinct(definition), scope, name));
    } catch (error) {
      this.explain(error);
    }
  }

  /** The editor asks whether to end a task before it starts an equal one; a script may run twice at once. */
  private distinct(definition: ScriptTask): ScriptTask {
    const same = this.runs.live.filter((run) => run.facts.script === definition.script);
    return same.length === 0 ? definition : { ...definition, copy: same.length + 1 };
  }

  private explain(error: unknown): void {
    const label = vscode.l10n.t('Set Node Path');
    const fix = error instanceof NoNode ? { label, act: () => openSetting('nodePath') } : undefined;
    this.problems.show((error as Error).message, fix, error);
  }
}

function activeScript(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && scriptLanguages.test(document.languageId) ? document.uri : undefined;
}

async function chooseScript(): Promise<vscode.Uri | undefined> {
  const filters = { [vscode.l10n.t('Scripts')]: ['ts', 'mts', 'cts', 'tsx', 'js', 'mjs', 'cjs', 'jsx'] };
  const title = vscode.l10n.t('Run with Process View');
  return (await vscode.window.showOpenDialog({ filters, title, openLabel: vscode.l10n.t('Run') }))?.[0];
}

/** What runs is the file on disk: unsaved changes are saved first, and a new file gets a place. */
async function savedForm(script: vscode.Uri): Promise<vscode.Uri | undefined> {
  const document = vscode.workspace.textDocuments.find((d) => d.uri.toString() === script.toString());
  if (!document || (!document.isDirty && !document.isUntitled)) return script;
  return document.isUntitled ? vscode.workspace.saveAs(document.uri) : vscode.workspace.save(document.uri);
}
