/** What stands on the command line and in the environment of a run, from the settings and the task. Knows no editor. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';

export interface RunArguments {
  /** `dist/cli.js`. */
  cli: string;
  /** `run` where it is left out. */
  command?: 'run' | 'listen';
  /** For `listen`: see there. */
  asIs?: boolean;
  /** The recording's path; `%p` in it stands for the pid of the run's process. */
  record: string;
  runner: string;
  /** Left out for the `node` on PATH. */
  node?: string;
  /** The folder of the TypeScript that ts-node takes where the workspace has none. */
  typescript?: string;
  previewBytes: number;
  /** False records nothing of what messages and outputs hold. */
  payload?: boolean;
  /** Patterns of what must not be recorded. */
  redact?: readonly string[];
  redactDefaults?: boolean;
  /** Between two measurements of CPU and memory; left out for what suits the system. */
  pollIntervalMs?: number;
  /** Where spans are sent; nowhere where it is left out or empty. */
  otlp?: string;
  graceSeconds: number;
  /** That of the editor; left out for the terminal's. */
  language?: string;
  script: string;
  args: readonly string[];
}

/** The arguments after the Node binary. */
export function runArguments(run: RunArguments): string[] {
  const optional = (name: string, value: string | undefined): string[] => (value ? [name, value] : []);
  return [
    run.cli,
    run.command ?? 'run',
    ...(run.asIs ? ['--as-is'] : []),
    ...optional('--lang', run.language),
    '--record',
    run.record,
    '--runner',
    run.runner,
    ...optional('--node', run.node),
    ...optional('--typescript', run.typescript),
    '--preview-bytes',
    String(run.previewBytes),
    ...optional('--poll-interval', pollInterval(run.pollIntervalMs)),
    ...optional('--otlp', run.otlp),
    '--grace',
    String(run.graceSeconds),
    ...(run.payload === false ? ['--no-payload'] : []),
    ...(run.redact ?? []).map((pattern) => `--redact=${pattern}`),
    ...(run.redactDefaults ? ['--redact-defaults'] : []),
    run.script,
    ...run.args,
  ];
}

/** As the command line takes it, whatever somebody wrote into a settings file. */
const pollInterval = (ms = 0): string | undefined =>
  ms > 0 ? String(Math.min(5000, Math.max(100, Math.round(ms)))) : undefined;

/** The recording's path for a pid, from the one given to `--record`. */
export const recordingFor = (record: string, pid: number): string => record.replaceAll('%p', String(pid));

/** A file name that sorts by date and says what ran: `counter.ts 2026-11-25 10.32.05 %p.pvrec`. */
export function recordingName(script: string, now: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = `${two(now.getHours())}.${two(now.getMinutes())}.${two(now.getSeconds())}`;
  return `${path.basename(script).replaceAll('%', '_')} ${day} ${time} %p.pvrec`;
}

/** The folder a script runs in, by the setting `cwd`. */
export function workingFolder(cwd: string, script: string, workspaceFolder: string | undefined): string {
  if (cwd === 'file') return path.dirname(script);
  if (cwd === 'workspace') return workspaceFolder ?? path.dirname(script);
  if (cwd === 'package' || cwd === '') return packageFolder(script, workspaceFolder);
  return path.resolve(workspaceFolder ?? path.dirname(script), expand(cwd, workspaceFolder));
}

/** The nearest folder with a package.json, not above the workspace folder; else the workspace folder; else the script's own. */
function packageFolder(script: string, workspaceFolder: string | undefined): string {
  const own = path.dirname(script);
  for (let folder = own; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json'))) return folder;
    if (folder === workspaceFolder || folder === path.dirname(folder)) return workspaceFolder ?? own;
  }
}

export const expand = (text: string, workspaceFolder: string | undefined): string =>
  text.replaceAll(/\$\{workspaceFolder\}/g, workspaceFolder ?? '');

/** The variables of an .env file, by the setting `envFile`. Throws where the file cannot be read. */
export function readEnvFile(file: string, workspaceFolder: string | undefined): Record<string, string> {
  if (file === '') return {};
  const whole = path.resolve(workspaceFolder ?? '.', expand(file, workspaceFolder));
  const parsed = parseEnv(readFileSync(whole, 'utf8'));
  return Object.fromEntries(
    Object.entries(parsed).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
