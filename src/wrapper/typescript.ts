/** Finds the TypeScript that ts-node compiles with: the workspace's where ts-node can use it, else the one that Process View brings. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { environment } from '../wire/handshake.js';
import { runEnvironment } from '../wire/source-maps.js';

/** The TypeScript for the files of a folder. ts-node knows the interface of 5 and 6; that of 7 is another. */
export function findTypeScript(folder: string): string {
  const own = usable('typescript', join(folder, 'x.js'));
  const brought = own ?? usable(handed() ?? 'typescript', __filename) ?? usable('typescript', __filename);
  if (brought !== undefined) return brought;
  throw new Error(
    `No TypeScript 5 or 6 was found to run the files of ${folder} with. ` +
      'Install one there (npm install --save-dev typescript@6), or choose another runner (--runner tsx, --runner node).',
  );
}

/** The entry of a TypeScript 5 or 6, seen from a file; undefined where there is none or another one. */
function usable(name: string, from: string): string | undefined {
  try {
    const require = createRequire(from);
    const { version } = require(`${name}/package.json`) as { version: string };
    return ['5', '6'].includes(version.split('.')[0]!) ? require.resolve(name) : undefined;
  } catch {
    return undefined; // Not installed there: the next place is asked.
  }
}

function handed(): string | undefined {
  const left = (globalThis as { [runEnvironment]?: Record<string, string> })[runEnvironment];
  return left?.[environment.typescript] ?? process.env[environment.typescript];
}
