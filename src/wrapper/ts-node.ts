/** The bundle dist/ts-node.cjs: ts-node's compiler, set up so that any tsconfig.json, or none, gives code that Node runs. */
import { create } from 'ts-node';
import type * as TypeScript from 'typescript';
import { compilerOptions } from './compiler-options.js';

/** How a file becomes a module: by its extension and package.json as Node does it, or an ES module whatever they say. */
export type Emit = 'node' | 'module';

export interface Service {
  ts: typeof TypeScript;
  /** The JavaScript of a file with its source map inline; throws ts-node's TSError for what is no TypeScript. */
  compile(text: string, file: string, emit: Emit): string;
}

/** What stands in the way of a run is syntax; diagnostics of these numbers are about the options of the project. */
const OPTION_DIAGNOSTICS = Array.from({ length: 2000 }, (_, i) => 5000 + i);

/** A ts-node service for the project of `folder` that transpiles with the TypeScript at `compiler`. */
export function createService(folder: string, compiler: string): Service {
  const tsNode = create({
    cwd: folder,
    compiler,
    skipProject: true,
    transpileOnly: true,
    skipIgnore: true,
    pretty: false,
    ignoreDiagnostics: OPTION_DIAGNOSTICS,
    compilerOptions: compilerOptions(folder, compiler),
  });
  return {
    ts: require(compiler) as typeof TypeScript,
    // What only an ES module may contain is compiled under the name of one: ts-node goes by the extension.
    compile: (text, file, emit) => tsNode.compile(text, emit === 'module' ? `${file}.mts` : file),
  };
}
