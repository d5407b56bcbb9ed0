/** Details of the selected process: what it is, how it ended, what it used, with whom it spoke. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { processLabel } from '../../recording/labels.js';
import { endedBadly, exitText } from '../describe.js';
import { bytes, count, duration, moment, percent } from '../format.js';
import { Profile } from '../insight/lazy.js';
import { peersOf } from '../layout/peers.js';
import { paintCurve } from '../paint/curve.js';
import { paintWhenChanged } from '../paint/paint-loop.js';
import { theme } from '../paint/theme.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { Environment } from './environment.js';
import { Fact } from './event-details.js';
import { Payload } from './payload.js';

export function ProcessDetails({ index }: { index: number }) {
  const { store } = usePanel();
  void store.version.value;
  const recording = store.recording.value;
  const process = recording.processes[index]!;
  const { command, cwd, runtime, api, cpu, maxRss, error } = process;
  return (
    <section aria-label={t('Process')}>
      <h2>{t('Process')}</h2>
      <p class="inspector-title">{processLabel(recording, index)}</p>
      <dl class="facts">
        <Fact name="PID">{process.pid}</Fact>
        {process.parent >= 0 && <Fact name={t('Parent')}>{processLabel(recording, process.parent)}</Fact>}
        {api && <Fact name={t('Started by')}>{api}</Fact>}
        {process.daemon && <Fact name={t('Daemon')}>{t('ends with its parent')}</Fact>}
        <Fact name={t('Command')}>
          <span class="mono">{command.join(' ') || '?'}</span>
        </Fact>
        {cwd && <Fact name={t('Folder')}>{cwd}</Fact>}
        <Fact name={t('Runtime')}>{runtime ?? process.blindWhy ?? t('seen from outside only')}</Fact>
        <Fact name={t('Lived')}>{lifeText(process)}</Fact>
        {process.endTime !== undefined && (
          <Fact name={t('End')}>
            <span class={endedBadly(process) ? 'bad' : ''}>
              {exitText({ code: process.exitCode, signal: process.signal, gone: process.gone })}
            </span>
          </Fact>
        )}
        {cpu && <Fact name={t('CPU time')}>{t('{0} user, {1} system', duration(cpu.user), duration(cpu.system))}</Fact>}
        {maxRss !== undefined && <Fact name={t('Most memory')}>{bytes(maxRss)}</Fact>}
      </dl>
      {error && <Payload text={error.stack || `${error.name}: ${error.message}`} truncated={false} plain />}
      <Profile index={index} />
      <Curves index={index} />
      <Environment index={index} />
      <Peers index={index} />
    </section>
  );
}

function lifeText({ bornTime, endTime }: { bornTime: number; endTime: number | undefined }): string {
  if (endTime === undefined) return t('since {0}', moment(bornTime));
  return t('{0}, from {1} to {2}', duration(endTime - bornTime), moment(bornTime), moment(endTime));
}

function Curves({ index }: { index: number }) {
  const recording = usePanel().store.recording.value;
  const samples = recording.samples(index);
  if (samples.time.length < 2) return null;
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), 0);
  return (
    <>
      <h2>{t('CPU, at most {0}', percent(most(samples.cpu)))}</h2>
      <Curve time={samples.time} values={samples.cpu} label={t('CPU over time')} />
      <h2>{t('Memory, at most {0}', bytes(most(samples.rss)))}</h2>
      <Curve time={samples.time} values={samples.rss} label={t('Memory over time')} />
    </>
  );
}

function Curve({ time, values, label }: { time: number[]; values: number[]; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { store } = usePanel();
  useEffect(
    () =>
      paintWhenChanged(canvas.current!, (own) => {
        void store.version.value;
        paintCurve(own, time, values, theme.value);
      }),
    [time, values],
  );
  return <canvas class="chart" ref={canvas} role="img" aria-label={label} />;
}

function Peers({ index }: { index: number }) {
  const recording = usePanel().store.recording.value;
  const peers = useMemo(() => peersOf(recording, index), [recording.version, index]);
  if (peers.length === 0) return null;
  return (
    <>
      <h2>{t('Messages by peer')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('Peer')}</th>
            <th scope="col" class="number">
              {t('Sent')}
            </th>
            <th scope="col" class="number">
              {t('Received')}
            </th>
          </tr>
        </thead>
        <tbody>
          {peers.map(({ name, sent, received }) => (
            <tr key={name}>
              <td>{name}</td>
              <td class="number">{count(sent)}</td>
              <td class="number">{count(received)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
