/** Functions that are no user's: `Math.sqrt`, `console.log`, `path.join`. */
import { PicklingError } from '../errors.js';
import { load } from '../on-demand.js';
import { type Reference, sourceOf, type Target } from './reference.js';

const modules = [
  'node:timers/promises',
  'node:path',
  'node:fs',
  'node:fs/promises',
  'node:os',
  'node:util',
  'node:zlib',
];

/** The reference of a function of the language or of Node; throws for a bound one, which has no name of its own. */
export function findBuiltin(target: Target, call: string): Reference | undefined {
  const native = /\[native code\]\s*\}$/.test(sourceOf(target));
  if (native && target.name.startsWith('bound ')) {
    const name = target.name.slice('bound '.length);
    throw new PicklingError(
      `${call} cannot pass the bound function ${name || '(anonymous)'} to another process: what it is bound to has no name there. ` +
        `Pass the function itself, and what it was bound to as an argument.`,
    );
  }
  if (property(globalThis, target.name) === target) return { kind: 'builtin', path: [target.name] };
  if (property(console, target.name) === target) return { kind: 'builtin', path: ['console', target.name] };
  return native ? findGlobal(target) : undefined;
}

function findGlobal(target: Target): Reference | undefined {
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (property(property(globalThis, name), target.name) === target)
      return { kind: 'builtin', path: [name, target.name] };
  }
  return undefined;
}

/** A function of one of Node's modules: asked late, as it loads them. */
export function findInNode(target: Target): Reference | undefined {
  for (const module of modules) {
    if (property(load(module), target.name) === target) return { kind: 'builtin', module, path: [target.name] };
  }
  return undefined;
}

/** A property that is data; a getter of the global object may load half of Node. */
function property(object: unknown, name: string): unknown {
  if ((typeof object !== 'object' && typeof object !== 'function') || object === null) return undefined;
  return Object.getOwnPropertyDescriptor(object, name)?.value;
}
