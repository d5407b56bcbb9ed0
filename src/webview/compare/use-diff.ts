/** Fetches how two runs differ where the host does not tell it by itself. */
import { useEffect, useState } from 'preact/hooks';
import type { DiffData } from '../../recording/diff/data.js';
import type { Store } from '../store.js';
import { language, t } from '../strings.js';

/** Gives why it cannot be had, if so. */
export function useDiff({ other, diff }: Store): string | undefined {
  const url = other.value?.diff;
  const [failed, fail] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (url === undefined) return;
    const given = new AbortController();
    fetchDiff(url, given.signal).then(
      (data) => {
        diff.value = data;
      },
      (error: Error) => given.signal.aborted || fail(error.message),
    );
    return () => given.abort();
  }, [url]);
  return failed;
}

async function fetchDiff(url: string, signal: AbortSignal): Promise<DiffData> {
  const response = await fetch(`${url}?language=${encodeURIComponent(language())}`, { signal });
  if (!response.ok) throw new Error(t('{0} does not answer', url));
  return (await response.json()) as DiffData;
}
