/** What a program changes of its own environment for a child. A part of its own: see `part.ts`. */
import type { EnvironmentChange } from '../wire/events.js';
import { cut } from './text.js';

/** The difference between the child's variables, `NAME=value`, and this process's; undefined where there is none. Without the values these are "". */
export function environmentChange(pairs: readonly string[], withValues: boolean): EnvironmentChange | undefined {
  const own: NodeJS.ProcessEnv = { ...process.env };
  const change = new Change(withValues);
  for (const pair of pairs) {
    const end = pair.indexOf('=', 1); // Windows has names that begin with one.
    const [name, value] = [pair.slice(0, end), pair.slice(end + 1)];
    if (own[name] !== value) change.set(own[name] === undefined ? 'added' : 'changed', name, value);
    delete own[name];
  }
  for (const name in own) change.remove(name);
  return change.fields();
}

class Change {
  private readonly added: Record<string, string> = {};
  private readonly changed: Record<string, string> = {};
  private readonly removed: string[] = [];
  private count = 0;

  constructor(private readonly withValues: boolean) {}

  set(kind: 'added' | 'changed', name: string, value: string): void {
    if (++this.count <= MOST) this[kind][name] = this.withValues ? cut(value, VALUE_BYTES) : '';
  }

  remove(name: string): void {
    if (++this.count <= MOST) this.removed.push(name);
  }

  fields(): EnvironmentChange | undefined {
    const { added, changed, removed, count } = this;
    if (count === 0) return undefined;
    return {
      ...(hasAny(added) && { added }),
      ...(hasAny(changed) && { changed }),
      ...(removed.length > 0 && { removed }),
      ...(count > MOST && { more: count - MOST }),
    };
  }
}

const MOST = 50;
const VALUE_BYTES = 80;

const hasAny = (values: object): boolean => Object.keys(values).length > 0;
