/** The lines between toolbar and picture: that an earlier step is viewed, that something is missing, that something failed. */
import { count } from '../format.js';
import { HangNotice } from '../insight/lazy.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { Icon } from './icon.js';

export function Notices() {
  const { store } = usePanel();
  return (
    <div>
      <Viewing />
      {store.live.value && store.findings.value && <HangNotice />}
      <Problem />
      <Incomplete />
    </div>
  );
}

/** While the run goes on and an earlier step is viewed: says so, and has a way back. */
function Viewing() {
  const { store, run } = usePanel();
  if (!store.live.value || store.follow.value) return null;
  return (
    <div class="notice viewing">
      <Icon name="info" />
      <span>{t('Viewing step {0} · live continues', count(store.step.value + 1))}</span>
      <button type="button" class="link" onClick={() => run('last')}>
        {t('Back to live')}
      </button>
    </div>
  );
}

function Problem() {
  const { store, host } = usePanel();
  const problem = store.problem.value;
  if (!problem) return null;
  return (
    <div class="notice problem" role="alert">
      <Icon name="error" />
      <span>{problem.message}</span>
      {problem.fix && <span>{problem.fix}</span>}
      {store.can.value.has('log') && (
        <button type="button" class="link" onClick={() => host.send({ type: 'action', action: 'log' })}>
          {t('Show log')}
        </button>
      )}
    </div>
  );
}

/** What is known to be missing is named: a picture with holes must not look whole. */
function Incomplete() {
  const { derived } = usePanel();
  const missing = derived.missing.value;
  if (missing.length === 0) return null;
  return (
    <div class="notice warning">
      <Icon name="warning" />
      {missing.map((text) => (
        <span key={text}>{text}</span>
      ))}
    </div>
  );
}
