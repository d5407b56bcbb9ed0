/** Whether Node can run a script by only taking its types away: no enums and their like, and every import named as Node finds it. */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as TypeScript from 'typescript';

/** Beyond so many files the answer is no: it would take too long to be sure. */
const MOST_FILES = 500;

/** Looks at the script and at every TypeScript file that it imports or names in a string, as the file of a child or a worker. */
export function isErasable(script: string, cwd: string, typescript: string): boolean {
  const ts = createRequire(path.join(typescript, 'x.js'))(typescript) as typeof TypeScript;
  const files = new Set([script]);
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false);
    if (files.size > MOST_FILES || /x$/.test(file) || !isErasableNode(ts, source)) return false;
    if (dropsImports(ts, source.text)) return false;
    for (const name of namesIn(ts, source)) {
      const named = fileNamed(name, path.dirname(file), cwd);
      if (named === 'not as Node finds it') return false;
      if (named !== undefined) files.add(named);
    }
  }
  return true;
}

function isErasableNode(ts: typeof TypeScript, node: TypeScript.Node): boolean {
  if (hasAmbientModifier(ts, node)) return true;
  if (ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node) || ts.isDecorator(node)) return false;
  if (ts.isImportEqualsDeclaration(node) || (ts.isExportAssignment(node) && node.isExportEquals)) return false;
  if (ts.isTypeAssertionExpression(node)) return false;
  if (ts.isParameter(node) && (ts.getModifiers(node)?.length ?? 0) > 0) return false;
  return !ts.forEachChild(node, (child) => !isErasableNode(ts, child) || undefined);
}

/** What is `declare`d leaves no trace. */
const hasAmbientModifier = (ts: typeof TypeScript, node: TypeScript.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.DeclareKeyword) ?? false);

/** Whether TypeScript leaves out imports that are not marked as types; Node would keep them and find no such export. */
function dropsImports(ts: typeof TypeScript, text: string): boolean {
  const emit = (verbatimModuleSyntax: boolean) => {
    const compilerOptions = { verbatimModuleSyntax, module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext };
    return ts.transpileModule(text, { compilerOptions }).outputText;
  };
  return emit(true) !== emit(false);
}

interface Mention {
  text: string;
  /** Whether Node has to resolve it as a module. */
  imported: boolean;
}

function namesIn(ts: typeof TypeScript, source: TypeScript.SourceFile): Mention[] {
  const mentions: Mention[] = [];
  const visit = (node: TypeScript.Node, imported: boolean): void => {
    if (ts.isStringLiteralLike(node)) mentions.push({ text: node.text, imported });
    const isImport = (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && !isTypeOnly(ts, node);
    const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    ts.forEachChild(node, (child) => visit(child, isImport || isDynamic));
  };
  visit(source, false);
  return mentions;
}

const isTypeOnly = (
  ts: typeof TypeScript,
  node: TypeScript.ImportDeclaration | TypeScript.ExportDeclaration,
): boolean =>
  ts.isExportDeclaration(node) ? node.isTypeOnly : node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;

function fileNamed(
  { text, imported }: Mention,
  folder: string,
  cwd: string,
): string | undefined | 'not as Node finds it' {
  const isRelative = /^\.\.?\//.test(text);
  if (imported && isRelative && !isFile(path.resolve(folder, text))) return 'not as Node finds it';
  if (!/\.[cm]?ts$/.test(text)) return undefined;
  return [path.resolve(folder, text), path.resolve(cwd, text)].find(isFile);
}

const isFile = (file: string) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
