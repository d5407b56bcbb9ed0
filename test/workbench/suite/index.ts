/** The suite that runs inside an extension host: what the editor itself knows of the extension. `run` is what the host calls. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import {
  commandIds,
  panelCommandIds,
  panelViewType,
  recordingEditorViewType,
} from '../../../src/views/contributions.js';
import { compareTests } from './compare.js';
import { endOfRun, type HostTest, tabs, until, viewTypeOf } from './host.js';
import { settingTests } from './settings.js';

const extensionId = 'process-view.process-view';
const tests: HostTest[] = [];
const test = (...one: HostTest): void => void tests.push(one);

/** Throws the first failure, which makes the host's exit code 1. */
export async function run(): Promise<void> {
  for (const [name, body] of tests) {
    const begun = performance.now();
    await body();
    console.log(`ok - ${name} (${Math.round(performance.now() - begun)} ms)`);
  }
}

/** Whom our own code has connected to in this host, by whatever library, as all of them come to this. */
const connected: unknown[] = [];
function watchConnections(own: string): void {
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (this: net.Socket, ...to: unknown[]) {
    if (new Error().stack?.includes(own)) connected.push(to);
    return Reflect.apply(connect, this, to);
  } as typeof connect;
}

test('it activates, and loads no more than it needs for that', async () => {
  const extension = vscode.extensions.getExtension(extensionId);
  assert.ok(extension, 'the extension is not installed');
  const dist = path.join(extension.extensionPath, 'dist');
  watchConnections(dist);
  const begun = performance.now();
  await extension.activate();
  console.log(`activation: ${(performance.now() - begun).toFixed(1)} ms`);
  const loaded = Object.keys(createRequire(__filename).cache).filter((file) => file.startsWith(dist));
  assert.deepEqual(loaded.map((file) => path.relative(dist, file)).sort(), ['extension.js', 'pieces.js']);
});

test('each contributed command has its handler', async () => {
  const registered = new Set(await vscode.commands.getCommands(true));
  for (const id of [...Object.values(commandIds), ...Object.values(panelCommandIds)]) assert.ok(registered.has(id), id);
});

test('a run from its command opens the panel, and ends as a task with the exit code of the script', async () => {
  const script = await firstScript();
  const ended = endOfRun();
  await vscode.commands.executeCommand(commandIds.run, script);
  assert.equal(await ended, 0);
  await until(() => tabs().some((tab) => viewTypeOf(tab)?.includes(panelViewType)), 'the panel');
});

test('the lens above the entry guard runs the script, and a setting takes it away', async () => {
  const [script] = await vscode.workspace.findFiles('3-start-both-then-join.ts');
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(script!));
  const lenses = async () =>
    (await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', script)).filter(
      ({ command }) => command?.command === commandIds.run,
    );
  const [lens, ...more] = await lenses();
  assert.equal(more.length, 0);
  const document = await vscode.workspace.openTextDocument(script!);
  assert.match(document.lineAt(lens!.range.start.line).text, /^if \(isMainProcess\)/);
  const ended = endOfRun();
  await vscode.commands.executeCommand(lens!.command!.command, ...lens!.command!.arguments!);
  assert.equal(await ended, 0);
  const settings = vscode.workspace.getConfiguration('processView');
  await settings.update('codeLens.enabled', false, vscode.ConfigurationTarget.Workspace);
  assert.equal((await lenses()).length, 0);
  await settings.update('codeLens.enabled', undefined, vscode.ConfigurationTarget.Workspace);
});

test('a recording opens in its editor', async () => {
  const folder = vscode.workspace.workspaceFolders![0]!.uri;
  const recording = vscode.Uri.joinPath(folder, 'saved.pvrec');
  const header = {
    type: 'header',
    format: 'process-view',
    version: 1,
    startedAt: new Date(0).toISOString(),
    platform: 'linux',
    hostname: 'h',
    cores: 1,
    cwd: '/',
    command: ['node', 'a.ts'],
    tool: '0.1.0',
  };
  const start = {
    type: 'start',
    time: 1,
    pid: 7,
    seq: 1,
    ppid: 1,
    command: ['node', 'a.ts'],
    cwd: '/',
    runtime: 'node 24.0.0',
  };
  await vscode.workspace.fs.writeFile(recording, Buffer.from(`${JSON.stringify(header)}\n${JSON.stringify(start)}\n`));
  await vscode.commands.executeCommand('vscode.open', recording);
  await until(() => tabs().some((tab) => viewTypeOf(tab) === recordingEditorViewType), 'the editor of the recording');
});

test('a task of type processView in tasks.json is resolved', async () => {
  const folder = vscode.workspace.workspaceFolders![0]!;
  const script = (await firstScript()).path.split('/').pop();
  const tasks = { version: '2.0.0', tasks: [{ label: 'sample', type: 'processView', script }] };
  const file = vscode.Uri.joinPath(folder.uri, '.vscode/tasks.json');
  await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify(tasks)));
  await until(async () => (await vscode.tasks.fetchTasks()).some(({ name }) => name === 'sample'), 'the task');
});

tests.push(...compareTests, ...settingTests);

test('in all this it has connected to nothing but sockets of this machine', () => {
  const away = connected.filter((to) => !/"path":/.test(JSON.stringify(to)));
  assert.deepEqual(away, []);
});

async function firstScript(): Promise<vscode.Uri> {
  const [script] = await vscode.workspace.findFiles('*.ts');
  assert.ok(script, 'the folder has no script');
  return script;
}
