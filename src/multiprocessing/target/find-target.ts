/** The sending side: finds a function's or class's module and name, as pickle does, or refuses it with what to do about it. */
import { PicklingError } from '../errors.js';
import { findBuiltin, findInNode } from './find-builtin.js';
import { findByInspector } from './find-by-inspector.js';
import { findExport } from './find-export.js';
import { findInSource } from './find-in-source.js';
import { nameOf, type Reference, type Target } from './reference.js';
import { userFiles } from './user-files.js';

const known = new WeakMap<Target, Reference>();

/**
 * The reference by which another process finds `target`. `call` is how the error names the call, as in `new Process()`.
 * The cheap ways come first: identity in `require.cache`, then the text of the caller's source, which the other process
 * checks by a hash; the inspector, which takes 50 ms and more the first time, only where these do not tell.
 */
export function findTarget(target: Target, call: string): Reference {
  let reference = known.get(target);
  if (!reference) {
    reference =
      findBuiltin(target, call) ??
      findExport(target) ??
      findInSource(target, userFiles()) ??
      findInNode(target) ??
      inspected(target, call);
    known.set(target, reference);
  }
  return reference;
}

function inspected(target: Target, call: string): Reference {
  const found = findByInspector(target);
  if (typeof found !== 'string') return found;
  const what = /^class\b/.test(Function.prototype.toString.call(target)) ? 'class' : 'function';
  throw new PicklingError(
    `${call} cannot pass the ${what} ${nameOf(target)} to another process: ${found}. ` +
      `The other process loads the module anew and finds the ${what} by its name. ` +
      `Declare it at the top level of a module, with a name, and give it what it needs as arguments.`,
  );
}
