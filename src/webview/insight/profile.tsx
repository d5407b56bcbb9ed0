/** What a process spends its life on: a sentence and the shares of its time. */
import { useMemo } from 'preact/hooks';
import { classifyProcess } from '../../recording/explain/slow/profile.js';
import { profileSentence } from '../../recording/explain/slow/sentences.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { useRested } from './rested.js';
import { Sentence } from './sentence.js';
import { Shares } from './shares.js';

export function Profile({ index }: { index: number }) {
  const { store } = usePanel();
  // Of a run that goes on it is worked out when the process is chosen, and again at the end.
  const key = `${index} ${store.growing.value}`;
  const rested = useRested(key).value === key;
  const recording = store.recording.value;
  const profile = useMemo(() => (rested ? classifyProcess(recording, index) : undefined), [rested, key, recording]);
  if (!profile || profile.kind === 'unknown') return null;
  const { computing, messages, waiting, io } = profile.spent;
  return (
    <>
      <h2>{t('How it spends its time')}</h2>
      <p>
        <Sentence make={() => profileSentence(recording, profile)} />
      </p>
      <Shares
        whole={profile.lifetime}
        parts={[
          { name: t('computing'), time: computing, fill: 1 },
          { name: t('passing messages'), time: messages, fill: 2 },
          { name: t('waiting for other processes'), time: waiting, fill: 3 },
          { name: t('waiting for the outside world'), time: io, fill: 4 },
        ]}
      />
    </>
  );
}
