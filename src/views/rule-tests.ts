/** Files of rules in the Test Explorer: one test a rule. A run of them runs their script, or reads their recording, and holds it to them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import { Recording } from '../recording/recording.js';
import { type Checked, checkRules } from '../recording/rules/evaluate.js';
import { parseRules } from '../recording/rules/parse.js';
import { ruleErrorText } from '../recording/rules/syntax.js';
import { taskType } from './contributions.js';
import { ruleFilePattern, subjectOf } from './rule-files.js';
import type { Run } from './run.js';
import type { RunTasks } from './run-task.js';
import type { Runs } from './runs.js';

export interface RuleTestParts {
  tasks: RunTasks;
  runs: Runs;
  /** Shows a step of a recording in the panel. */
  showStep(file: string, step: number): Promise<void>;
}

/** A run of a file's rules. */
interface Attempt {
  run: vscode.TestRun;
  rules: readonly vscode.TestItem[];
  token: vscode.CancellationToken;
}

export class RuleTests {
  private readonly controller = vscode.tests.createTestController('processView.rules', 'Process View');
  /** The step that shows a rule's breach, by the test's id. */
  private readonly breaches = new Map<string, { file: string; step: number }>();

  constructor(
    private readonly parts: RuleTestParts,
    disposables: vscode.Disposable[],
  ) {
    const { controller } = this;
    const watcher = vscode.workspace.createFileSystemWatcher(ruleFilePattern);
    const title = vscode.l10n.t('Run with Process View');
    controller.createRunProfile(
      title,
      vscode.TestRunProfileKind.Run,
      (request, token) => this.run(request, token),
      true,
    );
    controller.refreshHandler = () => this.discover();
    controller.resolveHandler = (item) => (item ? undefined : this.discover());
    disposables.push(
      controller,
      watcher,
      watcher.onDidCreate((uri) => this.read(uri)),
      watcher.onDidChange((uri) => this.read(uri)),
      watcher.onDidDelete((uri) => controller.items.delete(uri.toString())),
    );
  }

  /** What the person asks for at a rule that is broken. */
  async showBreach(item: vscode.TestItem | { test: vscode.TestItem }): Promise<void> {
    const breach = this.breaches.get('test' in item ? item.test.id : item.id);
    if (breach) await this.parts.showStep(breach.file, breach.step);
  }

  private async discover(): Promise<void> {
    const files = await vscode.workspace.findFiles(ruleFilePattern, '**/node_modules/**');
    await Promise.all(files.map((uri) => this.read(uri)));
  }

  private async read(uri: vscode.Uri): Promise<void> {
    const subject = subjectOf(uri.fsPath);
    const text = subject && (await readFile(uri.fsPath, 'utf8').catch(() => undefined)); // It is gone again.
    if (text === undefined) return;
    const { rules, errors } = parseRules(text);
    const { controller } = this;
    const file = controller.createTestItem(uri.toString(), path.basename(uri.fsPath), uri);
    file.description = path.basename(subject?.file ?? '');
    const [problem] = errors;
    if (problem) file.error = ruleErrorText(problem);
    file.children.replace(
      rules.map(({ line, text: rule }) => {
        const item = controller.createTestItem(`${uri} ${line}`, rule, uri);
        item.range = new vscode.Range(line - 1, 0, line - 1, rule.length);
        item.sortText = String(line).padStart(6, '0');
        return item;
      }),
    );
    controller.items.add(file);
  }

  private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const run = this.controller.createTestRun(request);
    for (const [file, rules] of this.chosen(request)) {
      if (token.isCancellationRequested) break;
      for (const rule of rules) run.started(rule);
      try {
        await this.runFile(file, { run, rules, token });
      } catch (error) {
        for (const rule of rules) run.errored(rule, new vscode.TestMessage((error as Error).message));
      }
    }
    run.end();
  }

  /** By file, as its script is run once for all its rules. */
  private chosen({ include, exclude = [] }: vscode.TestRunRequest): Map<vscode.TestItem, vscode.TestItem[]> {
    const chosen = new Map<vscode.TestItem, vscode.TestItem[]>();
    const add = (file: vscode.TestItem, rules: vscode.TestItem[]) =>
      chosen.set(file, [...(chosen.get(file) ?? []), ...rules.filter((rule) => !exclude.includes(rule))]);
    for (const item of include ?? childrenOf(this.controller.items)) {
      if (item.parent) add(item.parent, [item]);
      else add(item, childrenOf(item.children));
    }
    return chosen;
  }

  private async runFile(file: vscode.TestItem, attempt: Attempt): Promise<void> {
    const rulesFile = file.uri!.fsPath;
    const subject = subjectOf(rulesFile);
    if (!subject)
      throw new Error(vscode.l10n.t('There is neither a script nor a recording of the name of {0}.', rulesFile));
    const recorded = subject.kind === 'recording' ? subject.file : await this.record(subject.file, attempt.token);
    const { rules } = parseRules(await readFile(rulesFile, 'utf8'));
    const checked = new Map(checkRules(await load(recorded), rules).map((one) => [`${file.id} ${one.rule.line}`, one]));
    let first: { file: string; step: number } | undefined;
    for (const rule of attempt.rules) {
      const step = this.judge(rule, checked.get(rule.id), recorded, attempt.run);
      if (step !== undefined && step >= 0) first ??= { file: recorded, step };
    }
    if (first) await this.parts.showStep(first.file, first.step);
  }

  /** Tells how it came out; gives the step of a breach. */
  private judge(
    rule: vscode.TestItem,
    checked: Checked | undefined,
    file: string,
    run: vscode.TestRun,
  ): number | undefined {
    this.breaches.delete(rule.id);
    if (!checked)
      run.skipped(rule); // The line has changed since the test was made.
    else if (!checked.breach) run.passed(rule);
    else {
      const { step, why } = checked.breach;
      const where = step < 0 ? why : vscode.l10n.t('{0} (step {1})', why, step + 1);
      const message = new vscode.TestMessage(where);
      message.contextValue = 'processView.breach';
      if (rule.uri && rule.range) message.location = new vscode.Location(rule.uri, rule.range);
      run.failed(rule, message);
      if (step >= 0) this.breaches.set(rule.id, { file, step });
    }
    return checked?.breach?.step;
  }

  /** Runs the script as its button does; gives the recording when no process is left. */
  private async record(script: string, token: vscode.CancellationToken): Promise<string> {
    const scope = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(script)) ?? vscode.TaskScope.Workspace;
    const task = this.parts.tasks.make({ type: taskType, script }, scope);
    const ended = new Promise<Run>((resolve) => {
      const listening = this.parts.runs.onDidEnd((run) => {
        if (run.execution?.task.definition.script !== script) return;
        listening.dispose();
        resolve(run);
      });
    });
    const execution = await vscode.tasks.executeTask(task);
    token.onCancellationRequested(() => execution.terminate());
    const run = await ended;
    if (!run.file || run.recording.length === 0)
      throw new Error(vscode.l10n.t('{0} could not be started. Its terminal says why.', path.basename(script)));
    return run.file;
  }
}

function childrenOf(items: vscode.TestItemCollection): vscode.TestItem[] {
  const children: vscode.TestItem[] = [];
  for (const [, item] of items) children.push(item);
  return children;
}

/** With messages and outputs, which the sidebar's own copy has not. */
async function load(file: string): Promise<Recording> {
  const bytes = await readFile(file);
  const recording = new Recording();
  recording.appendBytes(file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
  recording.finish();
  return recording;
}
