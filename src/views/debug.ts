/**
 * Debugging with Process View: a launch by VS Code's own JavaScript debugger, in whose program our probe is as well. The type
 * `processView` is such a launch by our settings; `"processView": true` adds it to a launch of type `node`.
 */
import path from 'node:path';
import * as vscode from 'vscode';
import { readEnvFile, workingFolder } from './command-line.js';
import { debugType, debugTypes } from './contributions.js';
import { PauseTracker } from './debug-pauses.js';
import { Listener } from './listener.js';
import type { Problems } from './problems.js';
import type { Launch } from './run.js';
import { runWords } from './run-words.js';
import type { Runs } from './runs.js';
import { setting } from './settings.js';
import type { Addresses } from './steering.js';

export interface DebugParts {
  extension: vscode.Uri;
  addresses: Addresses;
  runs: Runs;
  problems: Problems;
  log: vscode.LogOutputChannel;
  recordingFolder(workspaceFolder: vscode.Uri | undefined): string;
}

/** What a launch of ours carries through the variables' substitution. */
interface Carried {
  /** Of our own type, the runner that it names. */
  runner?: string;
  /** A launch of another type, whose start is left as it is. */
  asIs?: boolean;
  /** As it was asked for, to be run again. */
  asked: vscode.DebugConfiguration;
}

interface OwnLaunch extends vscode.DebugConfiguration {
  processView?: true | Carried;
}

/** A launch that never came to a session, as when its task before failed, is not listened for any longer than this. */
const PATIENCE_MS = 10 * 60_000;

export function registerDebug(parts: DebugParts, disposables: vscode.Disposable[]): void {
  const provider = new Launches(parts, disposables);
  for (const type of [debugType, ...debugTypes])
    disposables.push(vscode.debug.registerDebugConfigurationProvider(type, provider));
  for (const type of debugTypes) disposables.push(vscode.debug.registerDebugAdapterTrackerFactory(type, provider));
}

class Launches implements vscode.DebugConfigurationProvider, vscode.DebugAdapterTrackerFactory {
  /** By the token in the program's environment. */
  private readonly listeners = new Map<string, Listener>();

  constructor(
    private readonly parts: DebugParts,
    disposables: vscode.Disposable[],
  ) {
    disposables.push(
      vscode.debug.onDidTerminateDebugSession((session) => {
        if (!session.parentSession) this.listenerOf(session)?.finish();
      }),
      { dispose: () => this.listeners.forEach((listener) => void listener.finish()) },
    );
  }

  /** Our own type becomes one of the JavaScript debugger; from here on both ways are one. */
  resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: OwnLaunch,
  ): vscode.DebugConfiguration {
    const { type, request, name, program, runner, ...rest } = configuration;
    if (type !== debugType)
      return configuration.processView === true
        ? { ...configuration, processView: { asIs: true, asked: configuration } satisfies Carried }
        : configuration;
    const script = program ?? vscode.window.activeTextEditor?.document.uri.fsPath;
    if (script === undefined) return configuration;
    return {
      type: 'node',
      request: request || 'launch',
      name: name || path.basename(script),
      program: script,
      console: 'integratedTerminal',
      ...rest,
      processView: { runner, asked: { ...configuration, program: script } } satisfies Carried,
    };
  }

  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: OwnLaunch,
    token?: vscode.CancellationToken,
  ): Promise<vscode.DebugConfiguration | undefined> {
    const { processView, ...launch } = configuration;
    if (!processView || processView === true || configuration.request !== 'launch') return configuration;
    try {
      return await this.withProbe(folder, launch, processView, token);
    } catch (error) {
      this.parts.problems.show((error as Error).message, undefined, error);
      return undefined;
    }
  }

  createDebugAdapterTracker(session: vscode.DebugSession): vscode.DebugAdapterTracker | undefined {
    const listener = this.listenerOf(session);
    return listener && new PauseTracker(session, listener, this.parts.log);
  }

  private async withProbe(
    folder: vscode.WorkspaceFolder | undefined,
    launch: Omit<OwnLaunch, 'processView'>,
    how: Carried,
    token: vscode.CancellationToken | undefined,
  ): Promise<vscode.DebugConfiguration> {
    const own = how.asIs ? launch : { ...launch, ...ownDefaults(folder, launch) };
    const listener = this.listen(folder, own as vscode.DebugConfiguration, how);
    token?.onCancellationRequested(() => listener.finish());
    const { env, node, nodeArgs } = await listener.ready();
    return {
      ...(own as vscode.DebugConfiguration),
      env: { ...own.env, ...env },
      autoAttachChildProcesses: own.autoAttachChildProcesses ?? true,
      skipFiles: [...(own.skipFiles ?? ['<node_internals>/**']), `${this.parts.extension.fsPath}/dist/**`],
      ...(how.asIs
        ? {}
        : { runtimeExecutable: own.runtimeExecutable ?? node, runtimeArgs: [...nodeArgs, ...(own.runtimeArgs ?? [])] }),
    };
  }

  private listen(
    folder: vscode.WorkspaceFolder | undefined,
    { program, cwd, args, env, runtimeExecutable, name }: vscode.DebugConfiguration,
    { asIs = false, runner, asked }: Carried,
  ): Listener {
    const { parts } = this;
    const script = program === undefined ? (runtimeExecutable ?? name) : path.resolve(cwd ?? '.', program);
    const words = runWords({
      command: 'listen',
      asIs,
      extension: parts.extension,
      recordings: parts.recordingFolder(folder?.uri),
      script,
      args: Array.isArray(args) ? args : [],
      runner,
    });
    const address = parts.addresses.next();
    const listener = new Listener(words, address, cwd ?? path.dirname(script), env?.NODE_OPTIONS);
    this.keep(listener, script, words, { folder, configuration: asked });
    return listener;
  }

  private keep(listener: Listener, script: string, words: readonly string[], launch: Launch): void {
    const { token } = listener.address;
    const key = keyOf(listener.address.socket, token);
    this.listeners.set(key, listener);
    const record = words[words.indexOf('--record') + 1]!;
    void listener.ready().then(
      () => {
        const run = this.parts.runs.attend({ script, record, address: listener.address, launch }, listener.pid);
        const timer = setTimeout(() => run.recording.length === 0 && listener.finish(), PATIENCE_MS);
        void listener.ended().then(async () => {
          clearTimeout(timer);
          if (listener.notes !== '') this.parts.log.info(listener.notes);
          this.listeners.delete(key);
          await run.end(undefined);
        });
      },
      () => this.listeners.delete(key), // Whoever asked for it says why.
    );
  }

  private listenerOf(session: vscode.DebugSession): Listener | undefined {
    for (let at: vscode.DebugSession | undefined = session; at; at = at.parentSession) {
      const { PROCESS_VIEW_SOCKET: socket, PROCESS_VIEW_TOKEN: token } = at.configuration.env ?? {};
      const listener = this.listeners.get(keyOf(socket, token));
      if (listener) return listener;
    }
    return undefined;
  }
}

const keyOf = (socket: string, token: string): string => `${token} ${socket}`;

/** What a launch of our own type takes from our settings. */
function ownDefaults(
  folder: vscode.WorkspaceFolder | undefined,
  { program, cwd, env, args }: Omit<OwnLaunch, 'processView'>,
) {
  const root = folder?.uri.fsPath;
  const script = path.resolve(root ?? '.', program);
  const resource = vscode.Uri.file(script);
  return {
    program: script,
    args: args ?? setting('runArgs', resource),
    cwd: cwd ?? workingFolder(setting('cwd', resource), script, root),
    env: { ...readEnvFile(setting('envFile', resource), root), ...setting('env', resource), ...env },
  };
}
