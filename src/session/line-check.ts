/**
 * Looks over a block of whole lines without parsing the many: a line that begins as the probe writes events is taken as it
 * is; only one that does not is parsed. The few kinds that the session itself must know are parsed for it.
 */
import { decode } from '../wire/codec.js';
import type { ChildExit, Exit, Lost, Spawn, Start, TimedEvent } from '../wire/events.js';

/** The events by which the session follows the tree. */
export type TreeEvent = Start | Spawn | Exit | ChildExit;

export interface LineReceiver {
  /** Whole lines that are events, newlines included, as they came. */
  lines(bytes: Uint8Array): void;
  tree(event: TreeEvent): void;
  /** A probe had to drop events. */
  dropped(event: Lost): void;
  /** Lines that are no events. */
  bad(count: number): void;
}

/** How many messages went by. */
export interface Traffic {
  events: number;
  sends: number;
  receives: number;
}

/** Checks `block`, whose last byte is a newline. */
export function checkLines(block: Buffer, receiver: LineReceiver, traffic: Traffic): void {
  const text = block.toString('latin1');
  let runStart = 0;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    if (end > start && isEvent(text, start, end, block)) {
      note(text, start, end, block, receiver, traffic);
    } else {
      if (start > runStart) receiver.lines(block.subarray(runStart, start));
      if (end > start) receiver.bad(1);
      runStart = end + 1;
    }
    start = end + 1;
  }
  if (text.length > runStart) receiver.lines(block.subarray(runStart));
}

/** The head of every event as the probes write it. */
const head = /\{"type":"[a-z-]+","time":\d+(?:\.\d+)?,"pid":\d+,(?:"tid":\d+,)?"seq":\d+[,}]/y;
const CLOSING_BRACE = 0x7d;

function isEvent(text: string, start: number, end: number, block: Buffer): boolean {
  head.lastIndex = start;
  if (text.charCodeAt(end - 1) === CLOSING_BRACE && head.test(text)) return true;
  const event = decode(block.toString('utf8', start, end));
  return event !== undefined && event.type !== 'header';
}

const typeAt = '{"type":"'.length;
const parsedTypes = ['start"', 'spawn"', 'exit"', 'child-exit"', 'lost"'];

function note(text: string, start: number, end: number, block: Buffer, receiver: LineReceiver, traffic: Traffic): void {
  const at = start + typeAt;
  traffic.events++;
  if (text.startsWith('send"', at)) traffic.sends++;
  else if (text.startsWith('receive"', at)) traffic.receives++;
  else if (parsedTypes.some((type) => text.startsWith(type, at)) || !text.startsWith('{"type":"', start)) {
    const event = decode(block.toString('utf8', start, end)) as TimedEvent | undefined;
    if (event?.type === 'lost') receiver.dropped(event);
    else if (event !== undefined && isTreeEvent(event)) receiver.tree(event);
  }
}

const isTreeEvent = (event: TimedEvent): event is TreeEvent =>
  event.type === 'start' || event.type === 'spawn' || event.type === 'exit' || event.type === 'child-exit';
