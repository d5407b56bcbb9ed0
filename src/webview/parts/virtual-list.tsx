/** A list of which only the rows in sight exist: a million rows cost about twenty elements. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren, HTMLAttributes } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { scrollHeight, scrollTopFor, topPixel, topToShow } from '../layout/scroll.js';
import { useResize } from './use-resize.js';

export interface VirtualListProps {
  rows: number;
  rowHeight: number;
  /** One row; it must take the class and the position that it is given. */
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

/** Where a row stands; a ref, as a strict content policy permits no style attribute. */
export interface RowPlace {
  /** The key of the row's element. */
  slot: number;
  place(element: HTMLElement | null): void;
}

export function VirtualList(props: VirtualListProps) {
  const { rows, rowHeight } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const filler = useRef<HTMLDivElement>(null);
  const ours = useRef(-1);
  const view = useSignal({ top: 0, height: 0 });
  const see = (top: number, height: number) => {
    const { value } = view;
    if (value.top !== top || value.height !== height) view.value = { top, height };
  };
  useResize(scroller, () => {
    const el = scroller.current;
    if (el) see(el.scrollTop, el.clientHeight - headHeight(el));
  });
  useLayoutEffect(
    () => void filler.current?.style.setProperty('height', `${scrollHeight(rows, rowHeight)}px`),
    [rows, rowHeight],
  );
  useLayoutEffect(() => {
    const el = scroller.current;
    if (!el || props.show === undefined || props.show < 0) return;
    // The scrollTop that was seen last is taken for true: to ask for it would lay out the page at each step.
    ours.current = bring(el, props.show, rows, rowHeight, view.peek());
    see(ours.current, view.peek().height);
  }, [props.show, props.showKey, view.value.height]);
  const onScroll = () => {
    const top = scroller.current?.scrollTop ?? 0;
    if (Math.abs(top - ours.current) > 1) props.scrolled?.();
    ours.current = -1;
    see(top, view.peek().height);
  };
  return (
    <div {...props.attributes} ref={scroller} class={`virtual ${props.class ?? ''}`} onScroll={onScroll}>
      {props.head}
      <div ref={filler} class="virtual-filler" role="presentation">
        {rowsInSight(props, view.value)}
      </div>
    </div>
  );
}

/** Scroll so that a row is in sight; the scrollTop that results. */
function bring(el: HTMLElement, row: number, rows: number, rowHeight: number, view: View): number {
  const top = topPixel(view.top, rows, rowHeight, view.height);
  const wanted = topToShow(row, top, rowHeight, view.height);
  if (wanted === top) return view.top;
  const scrollTop = scrollTopFor(wanted, rows, rowHeight, view.height);
  el.scrollTop = scrollTop;
  return scrollTop;
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
    found.push(row(i, { slot, place: (el) => el?.style.setProperty('transform', `translateY(${y}px)`) }));
  }
  return found;
}
