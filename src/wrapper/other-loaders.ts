/** Notices that the program brings its own way to run TypeScript, which is then left to it. */
import nodeModule from 'node:module';

/** A TypeScript loader in the options of this Node, as in `--import tsx` or `-r ts-node/register`. */
export function hasOwnLoader(): boolean {
  const options = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ');
  return LOADER.test(options);
}

const LOADER =
  /(?:--import|--require|--loader|--experimental-loader|-r)[ =]\S*(?:tsx|ts-node|swc|esbuild|jiti|sucrase|oxc|babel)/;

const { _extensions } = nodeModule as unknown as { _extensions: Record<string, unknown> };
const atStart = _extensions['.ts'];

/** Whether the program has put its own function in the place where `require` loads TypeScript. */
export const hasOwnExtension = (): boolean => _extensions['.ts'] !== atStart;
