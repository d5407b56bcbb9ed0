/** Notices that the program brings its own way to run TypeScript, which is then left to it. */
import { loaderClass } from './node-module.js';

/** A TypeScript loader in the options of this Node, as in `--import tsx` or `-r ts-node/register`. */
export function hasOwnLoader(): boolean {
  const options = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ');
  return LOADER.test(options);
}

const LOADER = new RegExp(
  // An option that loads a module at the start, ...
  '(?:--import|--require|--loader|--experimental-loader|-r)[ =]"?' +
    // ... by its name or by its path in some node_modules, ...
    '(?:\\S*node_modules[\\\\/])?' +
    // ... of a package that is known to run TypeScript.
    '(?:tsx|ts-node|ts-node-maintained|@swc-node|@oxc-node|@babel|esbuild-register|esbuild-runner|jiti|sucrase|amaro)(?:[\\\\/"\\s]|$)',
);

const { _extensions } = loaderClass as unknown as { _extensions: Record<string, unknown> };
const atStart = _extensions['.ts'];

/** Whether the program has put its own function in the place where `require` loads TypeScript. */
export const hasOwnExtension = (): boolean => _extensions['.ts'] !== atStart;
