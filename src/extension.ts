/** The extension's wiring: makes each part once and joins it to those that it needs. */
import * as vscode from 'vscode';
import { languageOf, speak } from './language.js';
import { adoptRuns } from './views/adopt.js';
import { registerCodeLens } from './views/code-lens.js';
import { registerCommands } from './views/commands.js';
import { panelViewType, recordingEditorViewType, taskType } from './views/contributions.js';
import { registerDebug } from './views/debug.js';
import { KeptStates } from './views/kept-states.js';
import { LeftBehind } from './views/left-behind.js';
import { LineCounts } from './views/line-counts.js';
import { Links } from './views/links.js';
import { hangWatch, lookForHangs } from './views/look-for-hangs.js';
import { Panel } from './views/panel.js';
import { Problems } from './views/problems.js';
import { ProcessView } from './views/process-view.js';
import { showStep } from './views/recording-commands.js';
import { RecordingEditor } from './views/recording-editor.js';
import { Recordings } from './views/recordings.js';
import { RecordingsView } from './views/recordings-view.js';
import { registerRuleCompletion } from './views/rule-completion.js';
import { RuleTests } from './views/rule-tests.js';
import type { Run } from './views/run.js';
import { reactToRuns } from './views/run-reactions.js';
import { RunTasks } from './views/run-task.js';
import { Runs } from './views/runs.js';
import { services as makeServices } from './views/services.js';
import { SourceLines } from './views/source-lines.js';
import { Starter } from './views/start.js';
import { showInStatusBar } from './views/status-bar.js';
import { Addresses } from './views/steering.js';

export function activate({
  extensionUri: extension,
  globalStorageUri,
  subscriptions,
  workspaceState,
}: vscode.ExtensionContext): void {
  speak(languageOf(vscode.env.language));
  const log = vscode.window.createOutputChannel('Process View', { log: true });
  const problems = new Problems(log);
  const addresses = new Addresses();
  const recordings = new Recordings(globalStorageUri);
  const sourceLines = new SourceLines();
  const runs = new Runs(subscriptions);
  const links = new Links();
  const services = makeServices(extension, log, problems, sourceLines, new KeptStates(workspaceState));
  const tasks = new RunTasks(extension, addresses, (folder) => recordings.folder(folder));
  const runOf = (file: string) => runs.byFile(file);
  const adopted = adoptRuns(runs, recordings, subscriptions).catch((error) => log.warn(error));
  const panel = new Panel(services, links, () => recordings.folder(), adopted, runOf);
  const editor = new RecordingEditor(services, links, runOf);

  const hangs = hangWatch(extension, log, () => {
    view.refresh();
    updateStatusBar();
  });
  const view = new ProcessView(runs, hangs, new LeftBehind(runs, subscriptions), links, subscriptions);
  new RecordingsView(recordings, (file) => runOf(file)?.live === true, subscriptions);
  const updateStatusBar = showInStatusBar(runs, hangs, subscriptions);
  lookForHangs(runs, hangs, subscriptions);
  registerCodeLens(subscriptions);
  const showPanel = (run: Run) => panel.showRun(run, vscode.ViewColumn.Beside);
  const compare = (first: vscode.Uri, second: vscode.Uri) => panel.compare(first, second);
  const starter = new Starter(tasks, runs, problems, log);
  const recordingFolder = (folder: vscode.Uri | undefined) => recordings.folder(folder);
  registerDebug({ extension, addresses, runs, problems, log, recordingFolder }, subscriptions);
  const rules = new RuleTests({ tasks, runs, showStep: (file, step) => showStep(links, file, step) }, subscriptions);
  registerCommands(
    { extension, runs, starter, rules, recordings, links, problems, services, log, showPanel, compare },
    subscriptions,
  );
  subscriptions.push(
    log,
    addresses,
    recordings,
    sourceLines,
    registerRuleCompletion(runs),
    ...reactToRuns(runs, panel, recordings, problems, log, new LineCounts(subscriptions)),
    vscode.tasks.registerTaskProvider(taskType, tasks),
    vscode.window.registerWebviewPanelSerializer(panelViewType, panel),
    vscode.window.registerCustomEditorProvider(recordingEditorViewType, editor, {
      supportsMultipleEditorsPerDocument: true,
    }),
  );
}
