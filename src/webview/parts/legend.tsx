/** What the fills of the lanes mean: only those that this recording has, so that there is little to read. */
import { useEffect, useRef } from 'preact/hooks';
import { count } from '../format.js';
import { lookOfWait } from '../lane-state.js';
import { paintWhenChanged } from '../paint/paint-loop.js';
import { fillsFor } from '../paint/patterns.js';
import { surfaceOf } from '../paint/surface.js';
import { theme } from '../paint/theme.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { type MarkState, stateNames } from './state-mark.js';

type Shown = Exclude<MarkState, 'unborn' | 'exited' | 'bad'>;

export function Legend() {
  const { store } = usePanel();
  void store.version.value;
  const names = stateNames();
  const { processes, waits } = store.recording.value;
  const shown = new Set<Shown>(['running']);
  if (processes.some((process) => process.blind && !process.collector)) shown.add('blind');
  for (let wait = 0; wait < Math.min(waits.length, MOST_LOOKED_AT); wait++) shown.add(lookOfWait(waits.kind(wait)));
  return (
    <div class="legend">
      <ul class="list" aria-label={t('Legend')}>
        {[...shown].map((state) => (
          <li key={state}>
            <Swatch state={state} />
            {names[state]}
          </li>
        ))}
      </ul>
      {store.dense.value && <Dense />}
    </div>
  );
}

/** Dense stretches say how many they stand for. */
function Dense() {
  const { steps } = usePanel().derived.picture.value;
  return (
    <span>{t('{0} events in sight, drawn as heat · zoom in for single messages', count(steps[1] - steps[0]))}</span>
  );
}

/** The kinds of wait that a program has show early. */
const MOST_LOOKED_AT = 2000;

function Swatch({ state }: { state: Shown }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(
    () =>
      paintWhenChanged(canvas.current!, (own) => {
        const colours = theme.value;
        const surface = surfaceOf(own);
        if (!surface) return;
        const { context, width, height, ratio } = surface;
        context.fillStyle = fillsFor(colours, ratio)[state];
        context.fillRect(0, 0, width, height);
        context.strokeStyle = colours[state];
        context.strokeRect(0.5, 0.5, width - 1, height - 1);
      }),
    [state],
  );
  return <canvas ref={canvas} aria-hidden="true" />;
}
