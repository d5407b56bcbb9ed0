/** Whether a TypeScript file says that it is CommonJS or an ES module: by its extension, else by the nearest package.json. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export type ModuleFormat = 'commonjs' | 'module';

/** What the file says of itself; undefined where neither its extension nor a package.json says anything. */
export function moduleFormat(file: string): ModuleFormat | undefined {
  if (file.endsWith('.mts')) return 'module';
  if (file.endsWith('.cts')) return 'commonjs';
  return packageType(dirname(file));
}

const types = new Map<string, ModuleFormat | undefined>();

function packageType(folder: string): ModuleFormat | undefined {
  if (!types.has(folder)) types.set(folder, readPackageType(folder));
  return types.get(folder);
}

function readPackageType(folder: string): ModuleFormat | undefined {
  const found = packageJson(folder);
  if (found !== undefined) return found.type === 'module' || found.type === 'commonjs' ? found.type : undefined;
  const parent = dirname(folder);
  return parent === folder || basename(folder) === 'node_modules' ? undefined : packageType(parent);
}

function packageJson(folder: string): { type?: unknown } | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined; // To read in vain would take ten times as long.
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { type?: unknown };
  } catch {
    return undefined; // Of a broken one Node itself complains.
  }
}
