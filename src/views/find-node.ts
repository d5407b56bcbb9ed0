/** Where a `node` is, without starting one: on PATH, else where the version managers keep their default. Knows no editor. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Machine {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  home: string;
}

/** The path of a `node`: undefined where there is none. `onPath` tells whether a plain `node` would find it. */
export function findNodeBinary(machine: Machine): { file: string; onPath: boolean } | undefined {
  const name = machine.platform === 'win32' ? 'node.exe' : 'node';
  const inFolders = (folders: string[]): string | undefined =>
    folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
  const onPath = inFolders(pathFolders(machine));
  if (onPath) return { file: onPath, onPath: true };
  const elsewhere = inFolders(managerFolders(machine));
  return elsewhere ? { file: elsewhere, onPath: false } : undefined;
}

/** Windows spells it `Path`, and a copy of the environment has lost the indifference to case. */
function pathFolders({ env, platform }: Machine): string[] {
  const key = Object.keys(env).find((k) => k.toUpperCase() === 'PATH');
  const value = key === undefined ? '' : (env[key] ?? '');
  return value.split(platform === 'win32' ? ';' : ':').filter((folder) => folder !== '');
}

/** An editor started from a dock or a desktop may not have the shell's PATH, in which these managers put themselves. */
function managerFolders({ platform, env, home }: Machine): string[] {
  if (platform === 'win32')
    return [env.NVM_SYMLINK, env.VOLTA_HOME && path.join(env.VOLTA_HOME, 'bin'), 'C:\\Program Files\\nodejs'].filter(
      (folder): folder is string => folder !== undefined && folder !== '',
    );
  return [
    ...nvmDefault(env.NVM_DIR ?? path.join(home, '.nvm')),
    path.join(env.FNM_DIR ?? path.join(home, '.local/share/fnm'), 'aliases/default/bin'),
    path.join(home, 'Library/Application Support/fnm/aliases/default/bin'),
    path.join(env.VOLTA_HOME ?? path.join(home, '.volta'), 'bin'),
    path.join(env.ASDF_DATA_DIR ?? path.join(home, '.asdf'), 'shims'),
    path.join(home, '.local/share/mise/shims'),
    '/opt/homebrew/bin',
    '/usr/local/bin',
    '/usr/bin',
  ];
}

/** nvm's default is an alias, as in `22`, `v22.1.0` or `lts/*`; the newest version that begins with it, else the newest of all. */
function nvmDefault(nvm: string): string[] {
  const versions = path.join(nvm, 'versions/node');
  if (!existsSync(versions)) return [];
  const alias = path.join(nvm, 'alias/default');
  const wanted = existsSync(alias) ? `v${readFileSync(alias, 'utf8').trim().replace(/^v/, '')}` : 'v';
  const newestFirst = readdirSync(versions).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  const matching = newestFirst.filter((v) => v === wanted || v.startsWith(wanted === 'v' ? 'v' : `${wanted}.`));
  return [...matching, ...newestFirst].map((version) => path.join(versions, version, 'bin'));
}
