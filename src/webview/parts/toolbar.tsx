/** The bar above the picture: the stepper, the position, the view, the filter. */

import { FindingsBadge } from '../insight/lazy.js';
import { usePanel } from '../panel.js';
import { speeds } from '../player.js';
import { t } from '../strings.js';
import { CommandButton } from './controls.js';
import { FilterBox } from './filter-box.js';
import { Icon } from './icon.js';
import { MenuButton } from './menu-button.js';
import { Position } from './position.js';

export function Toolbar() {
  return (
    <div class="toolbar" role="toolbar" aria-label={t('Stepper, view and filter')}>
      <Stepper />
      <Position />
      <View />
      <FilterBox />
      <Rest />
    </div>
  );
}

function Stepper() {
  const { store } = usePanel();
  const { playing, speed, step, recording, version } = store;
  const last = version.value >= 0 ? recording.value.length - 1 : -1;
  return (
    <div class="group">
      <CommandButton command="stepBack" icon="stepBack" label={t('Step back')} disabled={step.value < 0} />
      <CommandButton
        command="togglePlay"
        icon={playing.value ? 'pause' : 'play'}
        label={playing.value ? t('Pause') : t('Play')}
        disabled={last < 0}
      />
      <CommandButton command="stepForward" icon="stepForward" label={t('Step forward')} disabled={step.value >= last} />
      <select
        aria-label={t('Speed of playing')}
        title={t('Speed of playing')}
        value={String(speed.value)}
        onChange={(e) => {
          speed.value = Number(e.currentTarget.value);
        }}
      >
        {speeds.map((s) => (
          <option key={s} value={String(s)}>{`${s}×`}</option>
        ))}
      </select>
    </div>
  );
}

function View() {
  const { store } = usePanel();
  const logical = store.scale.value === 'order';
  return (
    <div class="group">
      <CommandButton
        command="toggleFollow"
        icon="follow"
        label={store.live.value ? t('Follow the run') : t('Stay at the end')}
        pressed={store.follow.value}
      />
      <CommandButton
        command="toggleScale"
        icon={logical ? 'order' : 'clock'}
        label={
          logical
            ? t('Scale: order of events. Change to wall clock')
            : t('Scale: wall clock. Change to order of events')
        }
        pressed={logical}
      />
      <CommandButton
        command="toggleCausality"
        icon="causality"
        label={t('Show what led to this step and what came of it')}
        pressed={store.causality.value}
      />
      <CommandButton command="fit" icon="fit" label={t('Fit the whole run')} />
      <CommandButton command="zoomOut" icon="zoomOut" label={t('Zoom out')} class="wide-only" />
      <CommandButton command="zoomIn" icon="zoomIn" label={t('Zoom in')} class="wide-only" />
    </div>
  );
}

function Rest() {
  const { store, host } = usePanel();
  return (
    <div class="group">
      {store.live.value && store.can.value.has('stop') && (
        <button type="button" title={t('Stop the run')} onClick={() => host.send({ type: 'stop' })}>
          <Icon name="stop" />
          {t('Stop')}
        </button>
      )}
      {store.findings.value && <FindingsBadge />}
      {!store.other.value && (
        <CommandButton
          command="toggleDetails"
          icon="inspector"
          label={t('Show details')}
          pressed={store.inspector.value}
          class="wide-only"
        />
      )}
      <MenuButton label={t('More actions')} icon="more" />
    </div>
  );
}
