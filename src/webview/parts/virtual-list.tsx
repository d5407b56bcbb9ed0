/** A list of which only the rows in sight exist: a million rows cost about twenty elements. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren, HTMLAttributes } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { scrollHeight, scrollTopFor, topPixel, topToShow } from '../layout/scroll.js';
import { scrollSoon } from './scroll-soon.js';
import { useResize } from './use-resize.js';

export interface VirtualListProps {
  rows: number;
  rowHeight: number;
  /** One row; it must be keyed by the slot and stand where it is told to. */
  row(index: number, place: RowPlace): ComponentChildren;
  /** The row to keep in sight: brought there whenever it, or `showKey`, changes. */
  show?: number | undefined;
  showKey?: unknown;
  /** Told when the person has scrolled by themselves. */
  scrolled?(): void;
  class?: string;
  attributes?: HTMLAttributes<HTMLDivElement>;
  /** Stands above the rows and scrolls sideways with them. */
  head?: ComponentChildren;
}

/** Where a row stands. */
export interface RowPlace {
  /** The key of the row's element. */
  slot: number;
  /** Pixels, within what is scrolled. */
  top: number;
}

/** Preact sets the object's properties one by one, which a strict content policy permits. */
export const placed = (top: number) => ({ transform: `translateY(${top}px)` });

export function VirtualList(props: VirtualListProps) {
  const { rows, rowHeight } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const filler = useRef<HTMLDivElement>(null);
  const view = useRef<View>({ top: 0, height: 0 });
  const drawAgain = useSignal(0);
  void drawAgain.value;
  const see = (top: number, height: number) => {
    const { current } = view;
    if (current.top === top && current.height === height) return;
    view.current = { top, height };
    drawAgain.value++;
  };
  useResize(scroller, () => {
    const el = scroller.current;
    if (el) see(el.scrollTop, el.clientHeight - headHeight(el));
  });
  useLayoutEffect(
    () => void filler.current?.style.setProperty('height', `${scrollHeight(rows, rowHeight)}px`),
    [rows, rowHeight],
  );
  const scrolls = useShown(props, view);
  useLayoutEffect(() => {
    // To ask the element whether it stands there already would lay out the page at each step.
    if (scrolls && scroller.current) scrollSoon(scroller.current, view.current.top);
  });
  const onScroll = () => {
    const el = scroller.current;
    if (!el) return;
    const { scrollTop: top } = el;
    if (Math.abs(top - view.current.top) <= 1) return; // By ourselves.
    // Of a list that has just become higher there is less to scroll: the browser has moved it, and nobody wants to stay there.
    const most = el.scrollHeight - el.clientHeight;
    if (Math.abs(top - Math.min(view.current.top, most)) > 1) props.scrolled?.();
    see(top, view.current.height);
  };
  return (
    <div {...props.attributes} ref={scroller} class={`virtual ${props.class ?? ''}`} onScroll={onScroll}>
      {props.head}
      <div ref={filler} class="virtual-filler" role="presentation">
        {rowsInSight(props, view.current)}
      </div>
    </div>
  );
}

/** Brings the row that is to be in sight there, before the rows are drawn; whether that scrolls. */
function useShown({ show, showKey, rows, rowHeight }: VirtualListProps, view: { current: View }): boolean {
  const shown = useRef<unknown[]>([]);
  const now = [show, showKey, view.current.height];
  if (now.every((value, i) => value === shown.current[i])) return false;
  shown.current = now;
  if (show === undefined || show < 0 || view.current.height === 0) return false;
  const { top, height } = view.current;
  const pixel = topPixel(top, rows, rowHeight, height);
  const wanted = topToShow(show, pixel, rowHeight, height);
  if (wanted === pixel) return false;
  view.current = { top: Math.round(scrollTopFor(wanted, rows, rowHeight, height)), height };
  return true;
}

interface View {
  top: number;
  height: number;
}

const headHeight = (el: HTMLElement): number =>
  el.firstElementChild?.classList.contains('virtual-filler') ? 0 : (el.firstElementChild?.clientHeight ?? 0);

function rowsInSight({ rows, rowHeight, row }: VirtualListProps, { top, height }: View) {
  const pixel = topPixel(top, rows, rowHeight, height);
  const first = Math.max(0, Math.floor(pixel / rowHeight) - 2);
  const last = Math.min(rows, Math.ceil((pixel + height) / rowHeight) + 2);
  const found: ComponentChildren[] = [];
  for (let i = first; i < last; i++) {
    const y = Math.round(top + i * rowHeight - pixel);
    // Elements are used again for other rows: to make new ones costs more than to change a text.
    const slot = i % (last - first + 1);
    found.push(row(i, { slot, top: y }));
  }
  return found;
}
