/** What a script's project has to run TypeScript with, and what Process View brings. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { environment } from '../../wire/handshake.js';

/** An installed package. */
export interface Installed {
  version: string;
  /** The package's folder. */
  folder: string;
}

/** The package as a file of that folder would find it; undefined where it would not. */
export function installed(name: string, folder: string): Installed | undefined {
  try {
    const require = createRequire(path.join(folder, 'x.js'));
    const manifest = require.resolve(`${name}/package.json`);
    const { version } = require(manifest) as { version: string };
    return { version, folder: path.dirname(manifest) };
  } catch {
    return undefined; // Not installed there, which is what was asked.
  }
}

/** ts-node uses the interface of TypeScript 5 and 6; 7 has another one. */
export const isUsable = (typescript: Installed | undefined): boolean =>
  typescript !== undefined && /^[56]\./.test(typescript.version);

/** The TypeScript that Process View brings: handed by whoever started the run (the editor's own), else its npm dependency. */
export function broughtTypeScript(
  distDir: string,
  handed = process.env[environment.typescript],
): Installed | undefined {
  const own = handed === undefined ? undefined : installed(handed, distDir);
  return [own, installed('typescript', distDir)].find(isUsable);
}

/** The address of the module that makes the project's tsx work when preloaded. */
export function tsxLoader(folder: string): string {
  return createRequire(path.join(folder, 'x.js')).resolve('tsx');
}
