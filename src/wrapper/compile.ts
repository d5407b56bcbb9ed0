/** Turns one TypeScript file into the JavaScript that Node loads in its place. ts-node and TypeScript are loaded at the first one. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sourceMaps } from '../wire/source-maps.js';
import { replaceMap } from './inline-map.js';
import { type ModuleFormat, moduleFormat } from './module-format.js';
import { enableSourceMaps } from './source-map-support.js';
import { Complaint } from './syntax-error.js';
import type { Service } from './ts-node.js';
import { findTypeScript } from './typescript.js';

/** A file as Node runs it. */
export interface Compiled {
  format: ModuleFormat;
  source: string;
}

/** Compiles a file once. A syntax error in it is thrown with file and line, by this function or by the module that it gives. */
export function compile(file: string): Compiled {
  let compiled = done.get(file);
  if (compiled === undefined) {
    compiled = compileFile(file, readFileSync(file, 'utf8'));
    done.set(file, compiled);
  }
  return compiled;
}

const done = new Map<string, Compiled>();

function compileFile(file: string, text: string): Compiled {
  enableSourceMaps();
  const declared = moduleFormat(file);
  const needsModule = declared === undefined && isOnlyModule(file, text);
  const format = declared ?? (needsModule ? 'module' : 'commonjs');
  try {
    const output = service(file).compile(text, file, needsModule ? 'module' : 'node');
    return { format, source: withMap(output, file) };
  } catch (error) {
    const complaint = Complaint.from(error, file, text);
    if (complaint === undefined) throw error;
    if (format === 'module') throw complaint.asError();
    return { format, source: complaint.asModule() };
  }
}

/** Whether a file that says nothing of its kind can only be an ES module: it awaits at the top level or asks for `import.meta`. */
function isOnlyModule(file: string, text: string): boolean {
  if (file.endsWith('x') || !/\bawait\b|\bimport\.meta\b/.test(text)) return false;
  const { ts } = service(file);
  const visit = (node: import('typescript').Node, inFunction: boolean): boolean => {
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) return true;
    if (!inFunction && (ts.isAwaitExpression(node) || isAwaitingStatement(ts, node))) return true;
    const inner = inFunction || ts.isFunctionLike(node) || ts.isPropertyDeclaration(node);
    return ts.forEachChild(node, (child) => visit(child, inner) || undefined) ?? false;
  };
  return visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false), false);
}

function isAwaitingStatement(ts: typeof import('typescript'), node: import('typescript').Node): boolean {
  if (ts.isForOfStatement(node)) return node.awaitModifier !== undefined;
  return ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing;
}

let made: Service | undefined;

/** One service for the whole process: its project is that of the first TypeScript file, as with ts-node itself. */
function service(file: string): Service {
  if (made === undefined) {
    const { createService } = require('./ts-node.cjs') as typeof import('./ts-node.js');
    delete require.cache[require.resolve('./ts-node.cjs')]; // As the preload itself: not the program's.
    const folder = dirname(file);
    made = createService(folder, findTypeScript(folder));
  }
  return made;
}

/** Puts the file's address into its source map, as a plain path is no URL where it has a `%` or a drive, and lays the map out for the probe. */
function withMap(output: string, file: string): string {
  return replaceMap(output, (given) => {
    const map = JSON.parse(given) as { sources: string[] };
    map.sources = [pathToFileURL(file).href];
    const raw = JSON.stringify(map);
    registry().set(file, raw);
    return raw;
  });
}

function registry(): Map<string, string> {
  const holder = globalThis as { [sourceMaps]?: Map<string, string> };
  if (holder[sourceMaps] === undefined) {
    Object.defineProperty(holder, sourceMaps, { value: new Map<string, string>(), configurable: true });
  }
  return holder[sourceMaps]!;
}
