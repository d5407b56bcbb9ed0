/** What the time of one message went into: serialising, travelling, waiting for its receiver, being handled. */
import { useMemo } from 'preact/hooks';
import { latencyParts } from '../../recording/explain/slow/latency.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { useRested } from './rested.js';
import { Shares } from './shares.js';

export function LatencySplit({ message }: { message: number }) {
  const { store } = usePanel();
  const key = `${message} ${store.growing.value}`;
  const rested = useRested(key).value === key;
  const parts = useMemo(() => (rested ? latencyParts(store.recording.peek(), message) : undefined), [rested, key]);
  if (!parts) return null;
  const { serialising, travelling, waiting, unasked, handling, total } = parts;
  return (
    <Shares
      whole={total}
      parts={[
        { name: t('serialising'), time: serialising, fill: 1 },
        { name: t('travelling'), time: travelling, fill: 2 },
        { name: t('waiting until it was asked for'), time: unasked, fill: 3 },
        { name: t('waiting for the receiver’s event loop'), time: waiting - unasked, fill: 4 },
        { name: t('being handled'), time: handling, fill: 5 },
      ]}
    />
  );
}
