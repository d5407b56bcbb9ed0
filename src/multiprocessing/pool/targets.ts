/** The functions of a pool's tasks, each found once and known to the workers by a number. */
import { ValueError } from '../errors.js';
import { findTarget } from '../target/find-target.js';
import { nameOf, type Reference, type Target } from '../target/reference.js';

export interface PoolTarget {
  key: number;
  name: string;
  reference: Reference;
}

export class Targets {
  private readonly known = new Map<Target, PoolTarget>();

  /** Throws PicklingError for a function that no worker could find. */
  of(target: Target, call: string): PoolTarget {
    const known = this.known.get(target);
    if (known) return known;
    if (typeof target !== 'function')
      throw new ValueError(`${call} needs a function as its first argument, and was given ${String(target)}.`);
    const reference = findTarget(target, call);
    const made = { key: this.known.size + 1, name: nameFor(target, reference), reference };
    this.known.set(target, made);
    return made;
  }
}

/** `exports.work = () => …` has no name but that of its export. */
const nameFor = (target: Target, reference: Reference): string =>
  target.name === '' && reference.kind === 'export' ? (reference.path.at(-1) ?? nameOf(target)) : nameOf(target);
