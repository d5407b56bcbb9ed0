/** Each setting, changed: what happens is another. Those that the page alone can show are in the tests with a browser. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type net from 'node:net';
import path from 'node:path';
import * as vscode from 'vscode';
import {
  commandIds,
  panelViewType,
  type Settings,
  settingDefaults,
  settingsSection,
} from '../../../src/views/contributions.js';
import type { HangWatch } from '../../../src/views/hang-watch.js';
import { KeptStates } from '../../../src/views/kept-states.js';
import { lookForHangs } from '../../../src/views/look-for-hangs.js';
import type { Run } from '../../../src/views/run.js';
import type { Runs } from '../../../src/views/runs.js';
import { SourceLines } from '../../../src/views/source-lines.js';
import { type Services, WebviewLink } from '../../../src/views/webview-link.js';
import type { FromWebview, ToWebview } from '../../../src/webview/messages.js';
import { endOfRun, type HostTest, tabs, until, viewTypeOf } from './host.js';

/** Which settings a test has changed. Counts at the lines are drawn by style alone, which only a page shows. */
const changed = new Set<string>(['lineCounts.enabled', 'codeLens.enabled']);

async function withSettings(values: Partial<Settings>, body: () => Promise<void>): Promise<void> {
  const configuration = () => vscode.workspace.getConfiguration(settingsSection);
  const write = async (name: string, value: unknown) => {
    await configuration().update(name, value, vscode.ConfigurationTarget.Workspace);
  };
  for (const [name, value] of Object.entries(values)) {
    changed.add(name);
    await write(name, value);
  }
  await body();
  for (const name of Object.keys(values)) await write(name, undefined);
}

const folder = (): string => vscode.workspace.workspaceFolders![0]!.uri.fsPath;
const tells = 'deep/tells-what-it-was-started-with.cjs';

/** Writes beside itself what it was started with, and says what must not or need not be recorded whole. */
const program = `const { writeFileSync } = require('node:fs');
if (process.send) process.once('message', () => process.disconnect());
else {
  const { PV_A: A, PV_B: B, PV_C: C } = process.env;
  writeFileSync(__filename + '.json', JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), A, B, C }));
  console.log(['hush', 'hush'].join('-'), ['ghp', 'a'.repeat(36)].join('_'));
  require('node:child_process').fork(__filename).send('x'.repeat(300));
}
`;

/** Runs the script, and gives the exit code, the words of its command line, and its recording. */
async function runOf(script: string): Promise<{ code: number | undefined; words: string[]; recording: string }> {
  const ended = endOfRun();
  let words: string[] = [];
  const listening = vscode.tasks.onDidStartTask(({ execution: { task } }) => {
    if (task.execution instanceof vscode.ProcessExecution) words = task.execution.args;
  });
  await vscode.commands.executeCommand(commandIds.run, vscode.Uri.file(script));
  const code = await ended;
  listening.dispose();
  return { code, words, recording: words[words.indexOf('--record') + 1]! };
}

/** The text of the one recording in a folder. */
const recordedIn = (where: string): string => {
  const [name, ...more] = recordingsIn(where);
  assert.deepEqual(more, []);
  return readFileSync(path.join(where, name!), 'utf8');
};
const recordingsIn = (where: string): string[] => readdirSync(where).filter((name) => name.endsWith('.pvrec'));

async function tellingScript(): Promise<string> {
  const script = path.join(folder(), tells);
  await vscode.workspace.fs.createDirectory(vscode.Uri.file(path.dirname(script)));
  writeFileSync(script, program);
  return script;
}

const started = (script: string) => JSON.parse(readFileSync(`${script}.json`, 'utf8'));

async function unchanged(): Promise<void> {
  const script = await tellingScript();
  await withSettings({ openPanel: 'never', 'record.directory': 'usual' }, async () => {
    assert.equal((await runOf(script)).code, 0);
  });
  assert.deepEqual(started(script), { args: [], cwd: folder() });
  const recorded = recordedIn(path.join(folder(), 'usual'));
  assert.match(recorded, /hush-hush ghp_a{36}/);
  assert.match(recorded, /x{300}/);
}

async function startedOtherwise(): Promise<void> {
  const script = await tellingScript();
  writeFileSync(path.join(folder(), 'settings.env'), 'PV_A=from the file\nPV_B=from the file\n');
  const spans = await collector();
  const settings: Partial<Settings> = {
    ...{ runArgs: ['a b', '--c'], env: { PV_B: 'from the setting', PV_C: '' }, envFile: 'settings.env', cwd: 'file' },
    ...{ 'record.directory': 'kept', 'record.redact': ['hush'], 'record.redactSecrets': true },
    ...{ 'record.previewBytes': 100, 'otlp.endpoint': spans.address, openPanel: 'never' },
    ...{ runner: 'node', 'poll.intervalMs': 250, 'stop.graceSeconds': 7 },
  };
  await withSettings(settings, async () => {
    const { code, words } = await runOf(script);
    assert.equal(code, 0);
    assert.match(words.join(' '), /--runner node .*--poll-interval 250 .*--grace 7 /);
  });
  const seen = { args: ['a b', '--c'], cwd: path.dirname(script), A: 'from the file', B: 'from the setting', C: '' };
  assert.deepEqual(started(script), seen);
  const recorded = recordedIn(path.join(folder(), 'kept'));
  assert.match(recorded, /\[redacted\]-\[redacted\] \[redacted\]/);
  assert.match(recorded, /x{50}/);
  assert.doesNotMatch(recorded, /hush-hush|ghp_a|x{101}/);
  assert.deepEqual(await spans.paths(), ['/v1/traces']);
}

/** Who is sent spans, and to which paths they came. */
async function collector() {
  const paths = new Set<string>();
  const server = http.createServer((request, response) => {
    paths.add(request.url!);
    request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{}'));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    async paths() {
      await until(() => paths.size > 0, 'the spans');
      server.close();
      return [...paths];
    },
  };
}

async function withoutPayload(): Promise<void> {
  const script = await tellingScript();
  const settings = { 'record.payload': false, 'record.directory': 'bare', openPanel: 'never' } as const;
  await withSettings(settings, async () => {
    assert.equal((await runOf(script)).code, 0);
  });
  assert.doesNotMatch(recordedIn(path.join(folder(), 'bare')), /hush|ghp_|xxx/);
}

async function otherNode(): Promise<void> {
  const script = await tellingScript();
  await withSettings({ nodePath: path.join(folder(), 'no-node-here'), openPanel: 'never' }, async () => {
    assert.notEqual((await runOf(script)).code, 0);
  });
}

/** Two runs: with `never` none opens a panel, which the next would take up where it stands. */
async function panelAndNumber(): Promise<void> {
  const script = await tellingScript();
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await vscode.window.showTextDocument(vscode.Uri.file(script), { viewColumn: vscode.ViewColumn.One });
  const panels = () => tabs().filter((tab) => viewTypeOf(tab)?.includes(panelViewType));
  await withSettings({ openPanel: 'never' }, async () => void (await runOf(script)));
  assert.equal(panels().length, 0);
  await withSettings({ openPanel: 'active', 'record.keep': 1 }, async () => {
    const { recording } = await runOf(script);
    await until(() => panels().length === 1, 'the panel');
    assert.equal(panels()[0]!.group.viewColumn, vscode.ViewColumn.One);
    await until(() => recordingsIn(path.dirname(recording)).length === 1, 'the end of all recordings but one');
  });
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

async function sourceLines(): Promise<void> {
  const file = await tellingScript();
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const lines = new SourceLines();
  const isShown = () => vscode.window.visibleTextEditors.some(({ document }) => document.fileName === file);
  const step = () => lines.reveal({ type: 'reveal', file, line: 2, column: 1, payload: '' }, undefined);
  await withSettings({ showSourceLines: false }, step);
  assert.equal(isShown(), false);
  await step();
  assert.equal(isShown(), true);
  lines.dispose();
}

async function hangNotice(): Promise<void> {
  const looks: number[] = [];
  const hangs = { look: async (live: readonly Run[]) => void looks.push(live.length) } as unknown as HangWatch<Run>;
  const change = new vscode.EventEmitter<void>();
  const disposables: vscode.Disposable[] = [];
  lookForHangs({ live: [{}], onDidChange: change.event } as unknown as Runs, hangs, disposables);
  await withSettings({ 'hangNotice.enabled': false }, async () => {
    change.fire();
    await until(() => looks.length > 0, 'a look');
    assert.deepEqual(new Set(looks), new Set([0]), 'nobody is looked at');
  });
  await until(() => looks.at(-1) === 1, 'a look at the run');
  for (const disposable of disposables) disposable.dispose();
}

async function mostEvents(): Promise<void> {
  const told: ToWebview[] = [];
  const heard = new vscode.EventEmitter<FromWebview>();
  const webview = {
    onDidReceiveMessage: heard.event,
    postMessage: async (message: ToWebview) => told.push(message),
    asWebviewUri: (uri: vscode.Uri) => uri,
  } as unknown as vscode.Webview;
  const memory = {
    get: (_key: string, otherwise: unknown) => otherwise,
    update: async () => {},
    keys: () => [],
  } as unknown as vscode.Memento;
  const services = { states: new KeptStates(memory) } as unknown as Services;
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'saved.pvrec');
  const link = new WebviewLink(webview, { uri }, services, () => undefined);
  await withSettings({ maxEvents: 1234 }, async () => {
    heard.fire({ type: 'ready' });
    await until(() => told.length > 0, 'the recording');
  });
  assert.deepEqual(
    told.map((message) => message.type === 'open' && message.maxEvents),
    [1234],
  );
  link.dispose();
}

function everySetting(): void {
  assert.deepEqual([...changed].sort(), Object.keys(settingDefaults).sort());
}

export const settingTests: HostTest[] = [
  ['a run with the settings as they are', unchanged],
  ['arguments, environment, folders, preview, secrets, spans and more are as the settings say', startedOtherwise],
  ['without payload none is recorded', withoutPayload],
  ['a Node that is not there runs nothing', otherNode],
  ['where the panel opens, and how many recordings are kept', panelAndNumber],
  ['lines of source are shown while stepping, or not', sourceLines],
  ['runs are looked at for hangs, or not', hangNotice],
  ['how many events the panel takes in', mostEvents],
  ['each setting has been changed here, or in a page', everySetting],
];
