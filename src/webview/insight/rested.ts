/** Tells when something has not changed for a moment: then there is time for what is too long for a frame. */
import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const MOMENT_MS = 90;

/** The key, once it has stood still; undefined or an earlier one before. */
export function useRested(key: string): Signal<string | undefined> {
  const rested = useSignal<string | undefined>(undefined);
  useEffect(() => {
    if (rested.value === key) return;
    const timer = setTimeout(() => {
      rested.value = key;
    }, MOMENT_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return rested;
}
