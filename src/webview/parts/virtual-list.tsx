/** A list of which only the rows in sight exist: a million rows cost about twenty elements. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren, HTMLAttributes } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { scrollHeight, scrollTopFor, topPixel, topToShow } from '../layout/scroll.js';

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
  place(element: HTMLElement | null): void;
}

export function VirtualList(props: VirtualListProps) {
  const { rows, rowHeight } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const filler = useRef<HTMLDivElement>(null);
  const ours = useRef(-1);
  const view = useSignal({ top: 0, height: 0 });
  const measure = () => {
    const el = scroller.current;
    if (el) view.value = { top: el.scrollTop, height: el.clientHeight - headHeight(el) };
  };
  useResize(scroller, measure);
  useLayoutEffect(
    () => void filler.current?.style.setProperty('height', `${scrollHeight(rows, rowHeight)}px`),
    [rows, rowHeight],
  );
  useLayoutEffect(() => {
    const el = scroller.current;
    if (!el || props.show === undefined || props.show < 0) return;
    ours.current = bring(el, props.show, rows, rowHeight);
    measure();
  }, [props.show, props.showKey, view.value.height === 0]);
  const onScroll = () => {
    const top = scroller.current?.scrollTop ?? 0;
    if (Math.abs(top - ours.current) > 1) props.scrolled?.();
    ours.current = -1;
    measure();
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
function bring(el: HTMLElement, row: number, rows: number, rowHeight: number): number {
  const height = el.clientHeight - headHeight(el);
  const top = topPixel(el.scrollTop, rows, rowHeight, height);
  const wanted = topToShow(row, top, rowHeight, height);
  if (wanted !== top) el.scrollTop = scrollTopFor(wanted, rows, rowHeight, height);
  return el.scrollTop;
}

const headHeight = (el: HTMLElement): number =>
  el.firstElementChild?.classList.contains('virtual-filler') ? 0 : (el.firstElementChild?.clientHeight ?? 0);

function rowsInSight({ rows, rowHeight, row }: VirtualListProps, { top, height }: { top: number; height: number }) {
  const pixel = topPixel(top, rows, rowHeight, height);
  const first = Math.max(0, Math.floor(pixel / rowHeight) - 2);
  const last = Math.min(rows, Math.ceil((pixel + height) / rowHeight) + 2);
  const found: ComponentChildren[] = [];
  for (let i = first; i < last; i++) {
    const y = Math.round(top + i * rowHeight - pixel);
    found.push(row(i, { place: (el) => el?.style.setProperty('transform', `translateY(${y}px)`) }));
  }
  return found;
}

/** Call back when the element has got, or changes, its size. */
export function useResize(element: { current: HTMLElement | null }, changed: () => void): void {
  useLayoutEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(changed);
    observer.observe(element.current);
    changed();
    return () => observer.disconnect();
  }, []);
}
