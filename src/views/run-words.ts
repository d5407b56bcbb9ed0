/** The command line of a run as the settings want it, for a task and for the debugger alike. */
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { languageOf } from '../language.js';
import { recordingName, runArguments } from './command-line.js';
import { findNodeBinary } from './find-node.js';
import { setting } from './settings.js';

export interface Wanted {
  command: 'run' | 'listen';
  extension: vscode.Uri;
  /** The folder of the recording. */
  recordings: string;
  script: string;
  args: readonly string[];
  /** Left out for the setting's. */
  runner?: string | undefined;
  /** As is for a program whose start is somebody else's affair altogether. */
  asIs?: boolean;
}

/** The arguments after the Node binary; throws, with a sentence for the person, where there is no Node. */
export function runWords({ command, extension, recordings, script, args, runner, asIs = false }: Wanted): string[] {
  const resource = vscode.Uri.file(script);
  return runArguments({
    cli: vscode.Uri.joinPath(extension, 'dist/cli.js').fsPath,
    command,
    asIs,
    record: path.join(recordings, recordingName(script, new Date())),
    runner: runner ?? setting('runner', resource),
    typescript: path.join(vscode.env.appRoot, 'extensions/node_modules/typescript'),
    previewBytes: setting('record.previewBytes', resource),
    payload: setting('record.payload', resource),
    redact: setting('record.redact', resource),
    redactDefaults: setting('record.redactSecrets', resource),
    pollIntervalMs: setting('poll.intervalMs', resource),
    otlp: setting('otlp.endpoint', resource),
    graceSeconds: setting('stop.graceSeconds', resource),
    language: languageOf(vscode.env.language),
    script,
    args,
    ...nodeFor(resource),
  });
}

/** The `--node` of a run: the setting's, none where PATH has one, else that of a version manager. */
function nodeFor(script: vscode.Uri): { node?: string } {
  const chosen = setting('nodePath', script);
  if (chosen !== '') return { node: chosen };
  const found = findNodeBinary({ platform: process.platform, env: process.env, home: os.homedir() });
  if (!found) throw new NoNode();
  return found.onPath ? {} : { node: found.file };
}

export class NoNode extends Error {
  constructor() {
    super(
      vscode.l10n.t(
        'No Node.js was found, neither on the PATH that this editor has nor where nvm, fnm, Volta, asdf or mise keep it. Install Node.js 20 or later, or set its path.',
      ),
    );
  }
}
