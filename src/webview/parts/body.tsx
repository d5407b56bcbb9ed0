/** The panel's body: picture, log and inspector; with the toolbar a script of its own, which comes while the recording is read. */
import { useEffect } from 'preact/hooks';
import { insight } from '../insight/lazy.js';
import { loadTheRest } from '../lazy.js';
import { type Panel, usePanel } from '../panel.js';
import { t } from '../strings.js';
import { Below } from './below.js';
import { Splitter } from './controls.js';
import { Inspector } from './inspector.js';
import { Timeline } from './timeline.js';

export { Failed } from './failed.js';
export { Notices } from './notices.js';
export { Toolbar } from './toolbar.js';

export function Body() {
  const panel = usePanel();
  const { store } = panel;
  const side = store.inspector.value && !store.narrow.value;
  const { sizes } = store;
  useEffect(() => afterThePicture(panel), []);
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

/** Once there is a picture the rest of the code comes, and then what is wrong with the run is looked for; returns how to stop. */
function afterThePicture(panel: Panel): () => void {
  let stop = () => {};
  let wanted = true;
  const begin = async () => {
    await loadTheRest();
    if (wanted && insight.value) stop = insight.value.watchFindings(panel);
  };
  requestIdleCallback(() => void begin(), { timeout: LATEST_MS });
  return () => {
    wanted = false;
    stop();
  };
}

/** By then the rest of the panel is fetched, however busy the page is. */
const LATEST_MS = 3000;
