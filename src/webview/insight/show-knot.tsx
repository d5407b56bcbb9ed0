/** The button that lifts a knot out of the picture and goes to where it stood. */
import type { Knot } from '../../recording/index.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { keyOf } from './emphasis.js';
import { insightOf, isShown } from './insight.js';

export function ShowKnot({ knot, step }: { knot: Knot; step: number }) {
  const insight = insightOf(usePanel());
  return (
    <button
      type="button"
      class="show"
      aria-pressed={isShown(insight.explained.value, keyOf(knot))}
      onClick={() => insight.toggleKnot(knot, step)}
    >
      {t('Show in the picture')}
    </button>
  );
}
