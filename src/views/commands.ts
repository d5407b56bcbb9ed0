/** The commands: one handler each; a command without one does not compile. */
import * as vscode from 'vscode';
import type { PanelCommand } from '../webview/messages.js';
import { compareRecordings } from './compare-command.js';
import { type CommandName, commandIds, panelCommandIds } from './contributions.js';
import { endLeftBehind } from './end-command.js';
import { exportRecording } from './export-command.js';
import type { Links } from './links.js';
import type { Problems } from './problems.js';
import { commandLine } from './process-nodes.js';
import type { NoticeNode, ProcessNode } from './process-view.js';
import {
  chooseRecording,
  deleteRecordings,
  openRecording,
  renameRecording,
  saveRecording,
} from './recording-commands.js';
import type { RecordingFile, Recordings } from './recordings.js';
import type { RuleTests } from './rule-tests.js';
import type { Run } from './run.js';
import type { Runs } from './runs.js';
import { openSample } from './sample.js';
import type { Starter } from './start.js';
import type { Services } from './webview-link.js';
import { addTypes } from './workspace-types.js';

export interface Parts {
  extension: vscode.Uri;
  runs: Runs;
  starter: Starter;
  rules: RuleTests;
  recordings: Recordings;
  links: Links;
  problems: Problems;
  services: Services;
  log: vscode.LogOutputChannel;
  showPanel(run: Run): void;
  compare(first: vscode.Uri, second: vscode.Uri): void;
}

type Handlers = Record<CommandName, (...args: never[]) => unknown>;
type ProcessItem = Extract<ProcessNode, { kind: 'process' }>;

export function registerCommands(parts: Parts, disposables: vscode.Disposable[]): void {
  const handlers = { ...runHandlers(parts), ...recordingHandlers(parts), ...processHandlers(parts) } satisfies Handlers;
  for (const [name, handler] of Object.entries(handlers)) {
    const guarded = parts.problems.guard(handler as (...args: unknown[]) => unknown);
    disposables.push(vscode.commands.registerCommand(commandIds[name as CommandName], guarded));
  }
  for (const [command, id] of Object.entries(panelCommandIds)) {
    disposables.push(vscode.commands.registerCommand(id, () => parts.links.command(command as PanelCommand)));
  }
}

function runHandlers({ runs, starter, rules, log, extension, links, showPanel }: Parts) {
  return {
    run: (resource?: vscode.Uri) => starter.run(resource instanceof vscode.Uri ? resource : undefined),
    debug: (resource?: vscode.Uri) => starter.debug(resource instanceof vscode.Uri ? resource : undefined),
    runAgain: () => runAgain(runs.latest, starter),
    stop: () => stopAll(runs.live),
    stopRun: (node: ProcessNode) => stopAll([node.run]),
    showPanel: (node?: ProcessNode) => {
      const run = node?.run ?? runs.latest;
      if (run) showPanel(run);
    },
    addTypes: () => addTypes(extension),
    openSample: () => openSample(extension),
    showLog: () => log.show(),
    showHang: ({ run, hang }: NoticeNode & { kind: 'hang' }) => {
      showPanel(run);
      for (const link of links.showing(run.file ?? '')) link.goTo(hang.step - 1, 'diagnosis');
    },
    endLeft: ({ run }: NoticeNode) => run.file && endLeftBehind(run.file),
    showBreach: (item: vscode.TestItem | { test: vscode.TestItem }) => rules.showBreach(item),
  };
}

function recordingHandlers({ recordings, runs, links, showPanel, compare, extension }: Parts) {
  const ofLatestRun = () => (runs.latest?.file ? vscode.Uri.file(runs.latest.file) : undefined);
  const comparing = { recordings, show: compare, atHand: () => links.active?.recording.uri ?? ofLatestRun() };
  return {
    compare: (one?: RecordingFile | vscode.Uri, all?: (RecordingFile | vscode.Uri)[]) =>
      compareRecordings(comparing, one, all),
    compareSelected: (one: RecordingFile | vscode.Uri, all: (RecordingFile | vscode.Uri)[]) =>
      compareRecordings(comparing, one, all),
    openRecording: chooseRecording,
    saveRecording: () => {
      const file = runs.latest?.file;
      const uri = links.active?.recording.uri ?? (file ? vscode.Uri.file(file) : undefined);
      return uri && saveRecording(uri);
    },
    exportRecording: (item?: RecordingFile | vscode.Uri) => {
      const file = item instanceof vscode.Uri ? item.fsPath : (item?.file ?? runs.latest?.file);
      const uri = item === undefined ? links.active?.recording.uri : undefined;
      return (uri || file) && exportRecording(uri ?? vscode.Uri.file(file!), extension);
    },
    openItem: ({ file }: RecordingFile) => {
      const run = runs.byFile(file);
      return run?.live ? showPanel(run) : openRecording(vscode.Uri.file(file));
    },
    saveItem: ({ file }: RecordingFile) => saveRecording(vscode.Uri.file(file)),
    renameItem: (item: RecordingFile) => renameRecording(recordings, item),
    deleteItem: (item: RecordingFile, all?: RecordingFile[]) => deleteRecordings(recordings, all ?? [item]),
    revealFolder: () => vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(recordings.folder())),
  };
}

function processHandlers({ services }: Parts) {
  return {
    copyPid: ({ process }: ProcessItem) => vscode.env.clipboard.writeText(String(process.pid)),
    copyCommand: ({ process }: ProcessItem) => vscode.env.clipboard.writeText(commandLine(process)),
    revealSource: ({ run, process }: ProcessItem) => {
      const step = run.recording.stepOf(process.errorRow >= 0 ? process.errorRow : process.spawnRow);
      const location = run.recording.location(step);
      if (location) services.reveal({ type: 'reveal', ...location, focus: true }, undefined);
    },
  };
}

/** As it was started, as a task or by the debugger; of a run that was found under way, only the script is known. */
function runAgain(run: Run | undefined, starter: Starter): unknown {
  if (run?.execution) return starter.again(run.execution.task);
  const launch = run?.facts.launch;
  if (launch) return vscode.debug.startDebugging(launch.folder, launch.configuration);
  return run && starter.run(vscode.Uri.file(run.facts.script));
}

/** Progress stands in the view until no process is left; the run itself kills what does not obey. */
function stopAll(runs: readonly Run[]): Thenable<unknown> {
  const options = { location: { viewId: 'processView.processes' }, title: vscode.l10n.t('Stopping…') };
  return vscode.window.withProgress(options, () =>
    Promise.all(
      runs
        .filter((run) => run.live)
        .map((run) => Promise.all([run.stop(), new Promise<void>((done) => run.onDidEnd(done))])),
    ),
  );
}
