/** The picture as a whole, from the panel's state to pixels: what is painted in which order. */
import { previewOf } from '../describe.js';
import { type Arrow, arrowsOf, MOST_ARROWS, messagesInSight } from '../layout/arrows.js';
import { placesOfEmphasis } from '../layout/emphasis.js';
import { heatOf } from '../layout/heat.js';
import type { Hit } from '../layout/hit.js';
import { linksOf } from '../layout/links.js';
import { marksOf } from '../layout/marks.js';
import { barHeight, type Picture } from '../layout/picture.js';
import type { Panel } from '../panel.js';
import { paintArrowLabels, paintArrows } from './arrows.js';
import { paintEmphasis } from './emphasis.js';
import { paintHeat } from './heat.js';
import { paintLanes } from './lanes.js';
import { paintLinks } from './links.js';
import { paintMarks } from './marks.js';
import { paintOverlay } from './overlay.js';
import type { Surface } from './surface.js';
import { theme } from './theme.js';

/** What has been painted and can be pointed at. */
export interface Scene {
  arrows: readonly Arrow[];
  /** Too many messages to be told apart: they are painted as heat. */
  dense: boolean;
}

/** Where the pointer is, what is under it, and the stretch that is being chosen. */
export interface Hover {
  hit: Hit | undefined;
  chosen: [number, number] | undefined;
  x: number;
  y: number;
}

export function paintScene(surface: Surface, panel: Panel): Scene {
  const { store, derived } = panel;
  const picture = derived.picture.value;
  const colours = theme.value;
  const selected = store.process.value;
  const messages = messagesInSight(picture, derived.matches.value.passes);
  paintLanes(surface, picture, { theme: colours, selected });
  paintLinks(surface, linksOf(picture), colours);
  if (!messages) paintHeat(surface, picture, heatOf(picture, derived.matches.value), colours);
  paintMarks(surface, marksOf(picture, derived.matches.value.passes, derived.errors.value), picture.rowHeight, colours);
  const arrows = arrowsOf(picture, messages ?? chosenMessages(panel, picture));
  const causes = derived.causes.value;
  const faded = (arrow: Arrow) => causes !== undefined && isApart(picture, arrow, causes.relation);
  paintArrows(surface, arrows, { theme: colours, faded, selected: () => false });
  if (arrows.length < 60 && picture.rowHeight >= 34 && !causes)
    paintArrowLabels(surface, arrows, colours, (arrow) => labelOf(picture, arrow), clearOf(picture));
  const emphasis = store.emphasis.value;
  if (emphasis)
    paintEmphasis(surface, placesOfEmphasis(picture, emphasis), {
      theme: colours,
      fadeRest: emphasis.fadeRest,
      lives: () => paintLanes(surface, picture, { theme: colours, selected }),
    });
  return { arrows, dense: !messages };
}

/** Over heat, only the messages of the selected process are arrows, and only if they can be told apart. */
function chosenMessages({ store, derived }: Panel, picture: Picture): number[] {
  const { recording } = picture;
  const selected = store.process.value;
  if (selected < 0) return [];
  const { passes } = derived.matches.value;
  const own = messagesInSight({ ...picture, steps: picture.steps }, (step) => passes(step) && isOf(step));
  return (own ?? []).slice(0, MOST_ARROWS);

  function isOf(step: number): boolean {
    return recording.process(step) === selected;
  }
}

/** Neither end of the message is the step's past or future, or the step itself. */
function isApart({ recording }: Picture, { message }: Arrow, relation: (step: number) => string): boolean {
  const { messages } = recording;
  const ends = [messages.sendStep(message), messages.receiveStep(message)].filter((step) => step >= 0);
  const relations = ends.map(relation);
  // Both ends must be on the same side: a send in the past whose receive is apart has led to nothing here.
  return (
    !relations.every((r) => r === 'past' || r === 'self') && !relations.every((r) => r === 'future' || r === 'self')
  );
}

/** Labels stand in the gap between two lanes, under the ticks of the output. */
const clearOf = ({ rowHeight }: Picture): number => Math.max(barHeight(rowHeight) / 2 + 9, rowHeight * 0.36);

const LABEL_LENGTH = 28;

function labelOf({ recording }: Picture, { message }: Arrow): string {
  const send = recording.messages.sendStep(message);
  if (send < 0) return '';
  const text = previewOf(recording, send).replace(/\s+/g, ' ');
  return text.length > LABEL_LENGTH ? `${text.slice(0, LABEL_LENGTH)}…` : text;
}

export function paintTop(surface: Surface, { store, derived }: Panel, hover: Hover): void {
  const picture = derived.picture.value;
  const step = store.step.value;
  const message = step < 0 ? -1 : picture.recording.message(step);
  const current = message < 0 ? undefined : arrowsOf(picture, [message])[0];
  const hovered = hover.hit?.kind === 'message' ? hover.hit.arrow : undefined;
  const future = !store.follow.value && !store.causality.value;
  paintOverlay(surface, picture, { step, current, hovered, chosen: hover.chosen, future }, theme.value);
}
