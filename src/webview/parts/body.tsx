/** The panel's body: picture, log and inspector; with the toolbar a script of its own, which comes while the recording is read. */
import { useEffect } from 'preact/hooks';
import { loadTheRest } from '../lazy.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { Below } from './below.js';
import { Splitter } from './controls.js';
import { Inspector } from './inspector.js';
import { Timeline } from './timeline.js';

export { Failed } from './failed.js';
export { Notices } from './notices.js';
export { Toolbar } from './toolbar.js';

export function Body() {
  const { store } = usePanel();
  const side = store.inspector.value && !store.narrow.value;
  const { sizes } = store;
  useEffect(() => void requestIdleCallback(() => void loadTheRest(), { timeout: LATEST_MS }), []);
  return (
    <div class={`panel-body ${side ? 'with-inspector' : ''}`}>
      <div class="panel-main">
        <Timeline />
        <Splitter
          label={t('Height of the log')}
          direction="horizontal"
          value={sizes.value.log}
          least={90}
          most={innerHeight - 240}
          sense={-1}
          resize={(log) => {
            sizes.value = { ...sizes.value, log };
          }}
        />
        <Below />
      </div>
      {side && <Inspector />}
    </div>
  );
}

/** By then the rest of the panel is fetched, however busy the page is. */
const LATEST_MS = 3000;
