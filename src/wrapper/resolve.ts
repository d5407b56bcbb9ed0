/** Finds the files that Node does not: `./x.js` and `./x` that stand for a TypeScript file, tsconfig's `paths`, and the library. */
import { realpathSync, statSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveByPaths } from './tsconfig-paths.js';

/** Who asks for a module: the file, and whether by `import` or `require`. */
export interface Asker {
  file: string | undefined;
  kind: 'import' | 'require';
}

/** The file that stands behind a specifier which Node could not resolve; undefined where there is none. */
export function resolveTypeScript(specifier: string, asker: Asker): string | undefined {
  const base = asPath(specifier, asker.file);
  const found =
    base !== undefined
      ? firstFile(base)
      : isTypeScript(asker.file ?? '')
        ? resolveByPaths(specifier, asker.file!)
        : undefined;
  return found === undefined ? undefined : realpathSync(found);
}

export const isTypeScript = (file: string): boolean =>
  /\.[cm]?tsx?$/.test(file) && !/[\\/]node_modules[\\/]/.test(file);

/** A relative, absolute or `file:` specifier as a path. */
function asPath(specifier: string, from: string | undefined): string | undefined {
  if (specifier.startsWith('file:')) return fileURLToPath(specifier.replace(/[?#].*$/, ''));
  if (isAbsolute(specifier)) return specifier;
  return /^\.\.?([\\/]|$)/.test(specifier) && from !== undefined ? resolve(dirname(from), specifier) : undefined;
}

const IN_PLACE_OF: Record<string, string[]> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};
const LEFT_OUT = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json'];

function firstFile(base: string): string | undefined {
  const extension = extname(base);
  const stem = base.slice(0, base.length - extension.length);
  return [
    ...(IN_PLACE_OF[extension] ?? []).map((e) => stem + e),
    ...LEFT_OUT.map((e) => base + e),
    ...LEFT_OUT.map((e) => join(base, `index${e}`)),
  ].find(isFile);
}

const isFile = (file: string) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
