/** The quiet signs that something was found: a count in the toolbar, and while a run stands still a line above the picture. */
import { hangSentence } from '../../recording/sentences.js';
import { usePanel } from '../panel.js';
import { CommandButton } from '../parts/controls.js';
import { Icon } from '../parts/icon.js';
import { t } from '../strings.js';
import { countOf, standing } from './findings.js';
import { Sentence } from './sentence.js';

export function FindingsBadge() {
  const findings = usePanel().store.findings.value;
  const found = findings ? countOf(findings) : 0;
  if (found === 0) return null;
  const label = found === 1 ? t('Diagnosis: 1 finding') : t('Diagnosis: {0} findings', found);
  return (
    <CommandButton command="showDiagnosis" icon="warning" label={label} class="findings-badge">
      {found}
    </CommandButton>
  );
}

export function HangNotice() {
  const { store, run } = usePanel();
  const findings = store.findings.value;
  const recording = store.recording.value;
  const [hang] = findings && store.live.value ? standing(recording, findings) : [];
  if (!hang) return null;
  return (
    <div class="notice warning hang-notice">
      <Icon name="warning" />
      <span>
        {`${t('Seems to hang:')} `}
        <Sentence make={() => hangSentence(recording, hang)} />
      </span>
      <button type="button" class="link" onClick={() => run('showDiagnosis')}>
        {t('Show')}
      </button>
    </div>
  );
}
