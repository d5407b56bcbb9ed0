/**
 * Finds a function or class by the text of the caller's source: synchronous, and 50 ms cheaper than the inspector. Text proves
 * nothing for sure, so the other process compares a hash of what it found; where the text leaves a doubt this gives up.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load, nodeModule } from '../on-demand.js';
import { hashOf, type Reference, sourceOf, type Target } from './reference.js';

const { cache } = load;

/** The reference through one of `files`, where one of them declares the target at its top level or imports it by name. */
export function findInSource(target: Target, files: string[]): Reference | undefined {
  for (const file of files) {
    const found = inFile(target, file, 0);
    if (found) return found;
  }
  return undefined;
}

function inFile(target: Target, file: string, depth: number): Reference | undefined {
  const text = read(file);
  if (text === undefined) return undefined;
  return declaredIn(target, file, text) ?? (depth < 3 ? importedBy(target, file, text, depth) : undefined);
}

function declaredIn(target: Target, file: string, text: string): Reference | undefined {
  const { name } = target;
  const kind = kindOf(sourceOf(target));
  const esm = !(file in cache);
  const hash = hashOf(target);
  if (name === 'default' && /^export default\b/m.test(text))
    return { kind: 'export', module: file, esm, path: [name], hash };
  if (!isIdentifier(name) || kind === 'method') return undefined;
  const declarations = (text.match(declaration(name)) ?? []).filter((found) => mayDeclare(found, kind));
  const [only] = declarations;
  // More than one of that name: the target may be the inner one.
  if (declarations.length !== 1 || only === undefined || /^\s/.test(only)) return undefined;
  if (/^export default\b/.test(only)) return { kind: 'export', module: file, esm, path: ['default'], hash };
  const exported = /^export\b/.test(only) || exportList(name).test(text);
  if (exported) return { kind: 'export', module: file, esm, path: [name], hash };
  return { kind: 'local', module: file, esm, name, hash };
}

/** Whether a file may have the target within reach: declared at its top level, or a method of something that is. */
export function mayReach(target: Target, file: string): boolean {
  const text = read(file);
  // What cannot be read, as a module that a loader makes, is for the other process to tell.
  if (text === undefined || !isIdentifier(target.name)) return true;
  const declarations = text.match(declaration(target.name)) ?? [];
  if (declarations.length > 0) return declarations.some((found) => !/^\s/.test(found));
  return kindOf(sourceOf(target)) === 'method';
}

type Kind = 'class' | 'function' | 'arrow' | 'method';

/** How a target was declared, as its own text tells it, whatever a compiler has done to the rest. */
function kindOf(source: string): Kind {
  if (/^class\b/.test(source)) return 'class';
  if (/^(async\s+)?function\b/.test(source)) return 'function';
  return /^(async\s*)?(\(|[\w$]+\s*=>)/.test(source) ? 'arrow' : 'method';
}

/** Any of them may stand behind `const name =`, where compilers put them too. */
const mayDeclare = (found: string, kind: Kind): boolean =>
  /\b(const|let|var)\b/.test(found) || new RegExp(`\\b${kind}\\b`).test(found);

/** Follows `import { name } from './other.js'` to the file that declares it. */
function importedBy(target: Target, file: string, text: string, depth: number): Reference | undefined {
  for (const [, clause, specifier] of text.matchAll(
    /^(?:import|export)\s+(?!type\b)([^'"`;]*?)\s*from\s*['"]([^'"]+)['"]/gm,
  )) {
    if (!mayBring(clause!, target.name)) continue;
    if (nodeModule().isBuiltin(specifier!)) continue;
    const other = resolveFile(specifier!, file);
    const found = other === undefined ? undefined : inFile(target, other, depth + 1);
    if (found) return found;
  }
  return undefined;
}

const mayBring = (clause: string, name: string): boolean =>
  clause.includes('*') || !clause.startsWith('{') || new RegExp(`(^|[^\\w$])${escaped(name)}([^\\w$]|$)`).test(clause);

/** Where a relative specifier leads, also where TypeScript's `.js` means `.ts`. */
function resolveFile(specifier: string, from: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const exact = path.resolve(path.dirname(from), specifier);
  const asTypeScript = exact.replace(/\.([cm]?)js$/, '.$1ts');
  const candidates = [asTypeScript, exact, `${exact}.ts`, `${exact}.js`, `${asTypeScript}x`];
  return candidates.find((file) => /\.\w+$/.test(file) && read(file) !== undefined);
}

function read(file: string): string | undefined {
  try {
    return path.isAbsolute(file) ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined; // Not a file, as for `[eval]` or a directory: another way has to find it.
  }
}

const isIdentifier = (name: string): boolean => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);

const escaped = (name: string): string => name.replace(/\$/g, '\\$');

/** A declaration of that name, indented or not, alone on its line's beginning. */
const declaration = (name: string): RegExp =>
  new RegExp(
    `^[ \\t]*(?:export[ \\t]+)?(?:default[ \\t]+)?(?:declare[ \\t]+)?(?:(?:async[ \\t]+)?function[ \\t]*\\*?[ \\t]*|(?:abstract[ \\t]+)?class[ \\t]+|(?:const|let|var)[ \\t]+)${escaped(name)}(?![\\w$])`,
    'gmu',
  );

/** `export { name }`, under this same name. */
const exportList = (name: string): RegExp =>
  new RegExp(`^export\\s*\\{(?:[^}]*[\\s,])?${escaped(name)}\\s*(?:,[^}]*)?\\}`, 'mu');
