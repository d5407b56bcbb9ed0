/** The picture as a whole, from the panel's state to pixels: what is painted in which order. */
import { previewOf } from '../describe.js';
import { type Arrow, arrowsOf, MOST_ARROWS, messagesInSight } from '../layout/arrows.js';
import { placesOfEmphasis } from '../layout/emphasis.js';
import { heatOf } from '../layout/heat.js';
import type { Hit } from '../layout/hit.js';
import { type Link, linksOf } from '../layout/links.js';
import { type Mark, marksOf } from '../layout/marks.js';
import { barHeight, type Picture } from '../layout/picture.js';
import type { Panel } from '../panel.js';
import { paintArrowLabels, paintArrows } from './arrows.js';
import { paintEmphasis } from './emphasis.js';
import { paintHeat } from './heat.js';
import { paintLanes } from './lanes.js';
import { paintLinks } from './links.js';
import { paintMarks } from './marks.js';
import { type Overlay, paintOverlay } from './overlay.js';
import type { Surface } from './surface.js';
import { type Theme, theme } from './theme.js';

/** All that is painted of the sheet, and can be pointed at; its places are the sheet's, whatever is scrolled. */
export interface Scene {
  sheet: Picture;
  theme: Theme;
  arrows: readonly Arrow[];
  /** Too many messages to be told apart: they are painted as heat. */
  dense: boolean;
  /** Paints the rows that a tile holds, from its top. */
  paint(surface: Surface, top: number): void;
}

/** Where the pointer is, what is under it, and the stretch that is being chosen. */
export interface Hover {
  hit: Hit | undefined;
  chosen: [number, number] | undefined;
  x: number;
  y: number;
}

/** Reads the signals of all that it shows: who computes it is told when it is another. */
export function sceneOf(panel: Panel): Scene {
  const { store, derived } = panel;
  const sheet = derived.sheet.value;
  const matches = derived.matches.value;
  const messages = messagesInSight(sheet, matches.passes);
  const content: Content = {
    theme: theme.value,
    selected: store.process.value,
    arrows: arrowsOf(sheet, messages ?? chosenMessages(panel, sheet)),
    links: linksOf(sheet),
    marks: marksOf(sheet, matches.passes, derived.errors.value),
    causes: derived.causes.value,
    emphasis: store.emphasis.value,
    heat: messages ? undefined : heatOf(sheet, matches),
  };
  return {
    sheet,
    theme: content.theme,
    arrows: content.arrows,
    dense: !messages,
    paint: (surface, top) => paintTile(surface, { ...sheet, scrollTop: top, height: surface.height }, content),
  };
}

interface Content {
  theme: Theme;
  selected: number;
  arrows: readonly Arrow[];
  links: readonly Link[];
  marks: readonly Mark[];
  causes: Panel['derived']['causes']['value'];
  emphasis: Panel['store']['emphasis']['value'];
  heat: ReturnType<typeof heatOf> | undefined;
}

function paintTile(surface: Surface, tile: Picture, content: Content): void {
  const { theme, selected, causes, emphasis } = content;
  paintLanes(surface, tile, { theme, selected });
  if (content.heat) paintHeat(surface, tile, content.heat(tile), theme);
  onSheet(surface, tile, () => {
    const inTile = isIn(tile);
    paintLinks(surface, content.links.filter(inTile), theme);
    paintMarks(surface, content.marks, tile, theme);
    const faded = (arrow: Arrow) => causes !== undefined && isApart(tile, arrow, causes.relation);
    paintArrows(surface, content.arrows.filter(inTile), { theme, faded, selected: () => false });
    // All of them in every tile: which label gives way to which must not depend on the tile.
    if (content.arrows.length < 60 && tile.rowHeight >= 34 && !causes)
      paintArrowLabels(surface, content.arrows, theme, (arrow) => labelOf(tile, arrow), clearOf(tile));
  });
  if (!emphasis) return;
  const lives = () => paintLanes(surface, tile, { theme, selected });
  paintEmphasis(surface, placesOfEmphasis(tile, emphasis), { theme, fadeRest: emphasis.fadeRest, lives });
}

/** What is placed on the sheet is moved by what lies above the tile. */
function onSheet({ context }: Surface, { scrollTop }: Picture, paint: () => void): void {
  context.save();
  context.translate(0, -scrollTop);
  paint();
  context.restore();
}

/** Whether a line touches a tile; with some air for heads and rings. */
function isIn({ scrollTop, height }: Picture): (line: { y1: number; y2: number }) => boolean {
  return ({ y1, y2 }) => Math.max(y1, y2) > scrollTop - AIR && Math.min(y1, y2) < scrollTop + height + AIR;
}

const AIR = 24;

/** Over heat, only the messages of the selected process are arrows, and only if they can be told apart. */
function chosenMessages({ store, derived }: Panel, picture: Picture): number[] {
  const { recording } = picture;
  const selected = store.process.value;
  if (selected < 0) return [];
  const { passes } = derived.matches.value;
  const own = messagesInSight(picture, (step) => passes(step) && recording.process(step) === selected);
  return (own ?? []).slice(0, MOST_ARROWS);
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
  const overlay: Overlay = {
    step,
    current: message < 0 ? undefined : arrowsOf(picture, [message])[0],
    hovered: hover.hit?.kind === 'message' ? arrowsOf(picture, [hover.hit.message])[0] : undefined,
    chosen: hover.chosen,
    // What an explanation makes pale is not made paler.
    future: !store.follow.value && !store.causality.value && !store.emphasis.value?.fadeRest,
  };
  paintOverlay(surface, picture, overlay, theme.value);
}
