/** The whole program at the step: who lives, who waits for what since when, what is under way in each channel. */
import { laneName, waitText } from '../describe.js';
import { bytes, count, duration, moment } from '../format.js';
import { stateOfLane } from '../lane-state.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { StateMark, stateNames } from './state-mark.js';

/** More lines than this help nobody; the tree and the filter do. */
const MOST = 200;

export function ProgramState() {
  const { store, derived } = usePanel();
  const state = derived.state.value;
  return (
    <section aria-label={t('State')}>
      <p class="inspector-title">
        {state.step < 0 ? t('Before the first step') : t('At step {0}, {1}', count(state.step + 1), moment(state.time))}
      </p>
      <Processes />
      <Channels />
      {store.recording.value.channels.length === 0 && <p class="dim">{t('No channels have been opened.')}</p>}
    </section>
  );
}

function Processes() {
  const { store, derived } = usePanel();
  const recording = store.recording.value;
  const state = derived.state.value;
  const lanes = recording.lanes.filter(({ index, process, thread }) => {
    const life = state.lanes[index]?.life;
    return !recording.processes[process]!.collector && life !== undefined && (life !== 'unborn' || thread === 0);
  });
  return (
    <>
      <h2>{t('Processes')}</h2>
      <table>
        <tbody>
          {lanes.slice(0, MOST).map(({ index }) => (
            <tr key={index}>
              <td>
                <StateMark lane={index} />
              </td>
              <td>{laneName(recording, index)}</td>
              <td class="dim">{lifeText(index)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lanes.length > MOST && <p class="dim">{t('{0} more', count(lanes.length - MOST))}</p>}
    </>
  );

  function lifeText(lane: number): string {
    const found = state.lanes[lane]!;
    const wait = found.waits.at(-1);
    if (wait === undefined || found.life === 'exited') return stateNames()[stateOfLane(recording, state, lane)];
    return t('{0} for {1}', waitText(recording, wait), duration(Math.max(0, state.time - found.since)));
  }
}

function Channels() {
  const { store, derived } = usePanel();
  const recording = store.recording.value;
  const state = derived.state.value;
  const used = recording.channels.filter(
    ({ index }) => (state.channels[index]?.sent ?? 0) > 0 || state.locks.has(index),
  );
  if (used.length === 0) return null;
  return (
    <>
      <h2>{t('Channels')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('Channel')}</th>
            <th scope="col" class="number">
              {t('Sent')}
            </th>
            <th scope="col" class="number">
              {t('Received')}
            </th>
            <th scope="col" class="number">
              {t('Under way')}
            </th>
          </tr>
        </thead>
        <tbody>
          {used.slice(0, MOST).map((channel) => (
            <ChannelRow key={channel.index} index={channel.index} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function ChannelRow({ index }: { index: number }) {
  const { store, derived } = usePanel();
  const { id, name, capacity } = store.recording.value.channels[index]!;
  const { sent, received, inFlight, bytes: size } = derived.state.value.channels[index]!;
  const holder = derived.state.value.locks.get(index);
  const depth = capacity === undefined ? count(inFlight) : t('{0} of {1}', count(inFlight), count(capacity));
  return (
    <tr>
      <td title={id}>
        {name ?? id}
        {holder !== undefined && (
          <span class="dim"> · {t('held by {0}', laneName(store.recording.value, holder))}</span>
        )}
      </td>
      <td class="number">{count(sent)}</td>
      <td class="number">{count(received)}</td>
      <td class="number" title={size > 0 ? bytes(size) : undefined}>
        {depth}
        <Depth share={capacity ? inFlight / capacity : 0} />
      </td>
    </tr>
  );
}

/** How full a bounded queue is. */
function Depth({ share }: { share: number }) {
  if (share <= 0) return null;
  return <meter value={Math.min(share, 1)} max={1} aria-label={t('How full')} />;
}
