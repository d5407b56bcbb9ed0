/** The last line of a list that does not show everything: how many more there are. */
import { count } from '../format.js';
import { t } from '../strings.js';

export function Rest({ count: more }: { count: number }) {
  return more > 0 ? <li class="dim">{t('{0} more', count(more))}</li> : null;
}
