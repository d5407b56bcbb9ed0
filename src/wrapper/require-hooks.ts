/**
 * The way into `require` before Node 22.15, and into the `require` of CommonJS that was imported before 24, which asks no hooks:
 * the functions of the loader that everybody replaces.
 */

import { pathToFileURL } from 'node:url';
import { failAsNode, fallbackFile } from './fallback.js';
import { loaderClass } from './node-module.js';
import type { TypeScriptHooks } from './typescript-hooks.js';

/** The parts of Node's CommonJS loader that its types leave out. */
interface Loader {
  _resolveFilename(request: string, parent: NodeModule | null | undefined, ...rest: unknown[]): string;
  _extensions: Record<string, (module: CompilingModule, file: string) => void>;
}

type CompilingModule = NodeModule & { _compile(source: string, file: string): void };

const loader = loaderClass as unknown as Loader;

/** Lets `require` find what the wrapper knows: the library and, where it is given, TypeScript; `onFile` hears of each file before it runs. */
export function installRequireResolution(
  typeScript?: TypeScriptHooks,
  onFile: (file: string) => void = () => {},
): void {
  const original = loader._resolveFilename;
  loader._resolveFilename = function (request, parent, ...rest) {
    try {
      const file = original.call(this, request, parent, ...rest);
      onFile(file);
      return file;
    } catch {
      const file = fallbackFile(request, { file: parent?.filename ?? undefined, kind: 'require' }, typeScript);
      if (file === undefined) return failAsNode(() => original.call(this, request, parent, ...rest));
      onFile(file);
      return file;
    }
  };
}

/** The file of the script that Node is about to run, from its absolute path, which may lack the extension. */
export const resolveEntry = (path: string): string => loader._resolveFilename(path, null);

/** Lets `require`, and the start of a script, load TypeScript; `beforeImport` is called before an `import()` may follow. */
export function installRequireLoading(typeScript: TypeScriptHooks, beforeImport: () => void): void {
  const javaScript = loader._extensions['.js']!;
  for (const extension of ['.ts', '.tsx', '.cts', '.mts']) {
    loader._extensions[extension] = (module, file) => {
      // Another loader that came later has put its compiler into the module and wants the source as it is.
      const isTaken = Object.hasOwn(module, '_compile');
      if (isTaken || !typeScript.isTypeScript(file)) return javaScript(module, file);
      const { format, source } = typeScript.compile(file);
      if (format === 'module') return importEntry(module, file, beforeImport);
      if (/\bimport\s*\(/.test(source)) beforeImport();
      return module._compile(source, file);
    };
  }
}

/** An ES module that came to `require`: as the script of the process it is imported, from elsewhere it is refused as Node does it. */
function importEntry(module: NodeModule, file: string, beforeImport: () => void): void {
  if (module !== process.mainModule) {
    const error = new Error(`require() of ES Module ${file} not supported. Use a dynamic import() of it instead.`);
    throw Object.assign(error, { code: 'ERR_REQUIRE_ESM' });
  }
  beforeImport();
  void import(pathToFileURL(file).href);
}
