/** Code that the panel can begin without: it comes when it is first wanted, or by itself soon after the first picture. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { t } from './strings.js';

export interface Lazy<T> {
  /** The code, or undefined while it has not come: then it is asked for, and whoever reads this is told when it is there. */
  readonly value: T | undefined;
  /** It could not be fetched. Asked for again, it is tried again. */
  readonly failed: boolean;
  /** Comes true or fails quietly. */
  load(): Promise<void>;
}

/** All that may still come. */
const rest: Lazy<unknown>[] = [];

export function lazily<T>(fetch: () => Promise<T>): Lazy<T> {
  const code = signal<T | undefined>(undefined);
  const failed = signal(false);
  let asked: Promise<void> | undefined;
  const load = (): Promise<void> => {
    asked ??= fetch().then(
      (value) => {
        failed.value = false;
        code.value = value;
      },
      () => {
        failed.value = true;
        asked = undefined;
      },
    );
    return asked;
  };
  const lazy: Lazy<T> = {
    get value() {
      if (code.value === undefined) void load();
      return code.value;
    },
    get failed() {
      return failed.value;
    },
    load,
  };
  rest.push(lazy);
  return lazy;
}

/** A part of the page; while its code has not come there is nothing in its place. */
export function lazyPart<P extends object>(fetch: () => Promise<ComponentType<P>>) {
  const lazy = lazily(fetch);
  return function LazyPart(props: P) {
    const Part = lazy.value;
    if (Part) return <Part {...props} />;
    return lazy.failed ? (
      <p class="dim">{t('This part of the panel could not be loaded. Open the panel again.')}</p>
    ) : null;
  };
}

/** Fetch what has not come, one after the other, so that nothing waits for it later: the page's server may be gone by then. */
export async function loadTheRest(): Promise<void> {
  for (const lazy of rest) await lazy.load();
}
