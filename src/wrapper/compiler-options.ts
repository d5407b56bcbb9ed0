/** The options of a project that matter to transpiling one file at a time, as TypeScript itself reads them from tsconfig.json. */
import type * as TypeScript from 'typescript';

export type CompilerOptions = Record<string, unknown>;

/** The options for the files of `folder`: those of the nearest tsconfig.json, `extends` followed, with Node's own module kinds. */
export function compilerOptions(folder: string, compiler: string): CompilerOptions {
  const ts = require(compiler) as typeof TypeScript;
  const project = readProject(ts, folder);
  return {
    ...(project === undefined ? standalone : chosen(ts, project)),
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    // Import elision has to stay on: a CommonJS file may not keep its `import` statements.
    verbatimModuleSyntax: false,
    isolatedModules: true,
    types: [],
  };
}

/** Where there is no tsconfig.json. */
const standalone: CompilerOptions = { target: 'es2022', jsx: 'react-jsx', esModuleInterop: true };

/** The parsed tsconfig.json nearest to a folder; undefined where there is none. A broken one gives what could be read of it. */
export function readProject(ts: typeof TypeScript, folder: string): TypeScript.ParsedCommandLine | undefined {
  const file = ts.findConfigFile(folder, ts.sys.fileExists);
  if (file === undefined) return undefined;
  const host: TypeScript.ParseConfigFileHost = {
    ...ts.sys,
    // The files of the project are not asked for, and looking for them takes long in a large folder.
    readDirectory: () => [],
    onUnRecoverableConfigFileDiagnostic: () => {},
  };
  return ts.getParsedCommandLineOfConfigFile(file, {}, host);
}

/** Options taken over as they are. */
const KEPT = [
  'alwaysStrict',
  'downlevelIteration',
  'emitDecoratorMetadata',
  'experimentalDecorators',
  'importHelpers',
  'jsxFactory',
  'jsxFragmentFactory',
  'jsxImportSource',
  'noEmitHelpers',
  'preserveConstEnums',
  'reactNamespace',
  'strict',
  'useDefineForClassFields',
] as const;

function chosen(ts: typeof TypeScript, project: TypeScript.ParsedCommandLine): CompilerOptions {
  const { options } = project;
  const kept = Object.fromEntries(KEPT.filter((k) => options[k] !== undefined).map((k) => [k, options[k]]));
  const target = options.target === undefined ? undefined : ts.ScriptTarget[options.target];
  return {
    ...kept,
    target: target ?? (isSix(ts) ? 'es2022' : 'es5'),
    jsx: jsxName(ts, options.jsx),
    // On unless it is turned off: what TypeScript 6 takes for granted, and a script written for it should run under 5.
    esModuleInterop: options.esModuleInterop ?? true,
  };
}

const isSix = (ts: typeof TypeScript) => Number.parseInt(ts.version, 10) >= 6;

/** What JSX becomes. Left as it is (`preserve`) it would be no JavaScript. */
function jsxName(ts: typeof TypeScript, jsx: TypeScript.JsxEmit | undefined): string {
  if (jsx === ts.JsxEmit.React) return 'react';
  return jsx === ts.JsxEmit.ReactJSXDev ? 'react-jsxdev' : 'react-jsx';
}
