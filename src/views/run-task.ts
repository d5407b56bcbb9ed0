/** The task that runs a script: `process-view run` in a real terminal, with its recording and its socket chosen by this window. */
import path from 'node:path';
import * as vscode from 'vscode';
import { readEnvFile, workingFolder } from './command-line.js';
import { taskType } from './contributions.js';
import { runWords } from './run-words.js';
import { setting } from './settings.js';
import { type Addresses, addressIn, addressVariables, type SocketAddress } from './steering.js';

/** What a task of our type says in tasks.json. */
export interface ScriptTask extends vscode.TaskDefinition {
  type: typeof taskType;
  script: string;
  args?: string[];
  cwd?: string;
  env?: Record<string, string>;
  runner?: string;
  /** Sets apart a run that is started while the same script is running; not for tasks.json. */
  copy?: number;
}

/** Makes tasks, each with a recording and a socket of its own. */
export class RunTasks implements vscode.TaskProvider {
  constructor(
    private readonly extension: vscode.Uri,
    private readonly addresses: Addresses,
    /** The folder for a run's recording. */
    private readonly recordingFolder: (workspaceFolder: vscode.Uri | undefined) => string,
  ) {}

  /** Tasks are what tasks.json says; a script is run from its button. */
  provideTasks(): vscode.Task[] {
    return [];
  }

  resolveTask(task: vscode.Task): vscode.Task {
    return this.make(task.definition as ScriptTask, task.scope, task.name);
  }

  /** Throws, with a sentence for the person, what cannot run. */
  make(definition: ScriptTask, scope: vscode.Task['scope'], name?: string): vscode.Task {
    const folder = typeof scope === 'object' ? scope.uri : vscode.workspace.workspaceFolders?.[0]?.uri;
    const script = path.resolve(folder?.fsPath ?? '.', definition.script);
    const task = new vscode.Task(
      definition,
      scope ?? vscode.TaskScope.Workspace,
      name ?? path.basename(script),
      'Process View',
      this.execution(definition, script, folder),
      [],
    );
    task.presentationOptions = {
      reveal: vscode.TaskRevealKind.Always,
      panel: vscode.TaskPanelKind.Dedicated,
      echo: false, // Our command line is long and of no interest; the script's output is what is looked for.
      showReuseMessage: false,
      clear: true,
    };
    return task;
  }

  private execution(definition: ScriptTask, script: string, folder: vscode.Uri | undefined): vscode.ProcessExecution {
    const resource = vscode.Uri.file(script);
    const root = folder?.fsPath;
    const args = runWords({
      command: 'run',
      extension: this.extension,
      recordings: this.recordingFolder(folder),
      script,
      args: definition.args ?? setting('runArgs', resource),
      runner: definition.runner,
    });
    return new vscode.ProcessExecution(process.execPath, args, {
      cwd: definition.cwd
        ? path.resolve(root ?? '.', definition.cwd)
        : workingFolder(setting('cwd', resource), script, root),
      env: {
        ...readEnvFile(setting('envFile', resource), root),
        ...setting('env', resource),
        ...definition.env,
        ...addressVariables(this.addresses.next()),
        ELECTRON_RUN_AS_NODE: '1', // This process is the editor's own binary, as a plain Node.
      },
    });
  }
}

/** What a running task was started with, read from the task itself, so that a task run again by the editor is known as well. */
export interface TaskFacts {
  script: string;
  record: string;
  address: SocketAddress;
}

export function factsOf(task: vscode.Task): TaskFacts | undefined {
  const { execution, definition } = task;
  if (definition.type !== taskType || !(execution instanceof vscode.ProcessExecution)) return undefined;
  const record = execution.args[execution.args.indexOf('--record') + 1];
  const address = addressIn(execution.options?.env);
  return record && address ? { script: (definition as ScriptTask).script, record, address } : undefined;
}
