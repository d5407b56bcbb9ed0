/** What was said on a channel between the same two around a message, found by the messages' own numbers. Pure. */
import type { Direction, Recording } from '../../recording/index.js';

/** The sends of a conversation around a message, at most `around` before it and after it, in order. */
export function conversationAround(recording: Recording, message: number, around: number): number[] {
  const { messages, store } = recording;
  const own = store.channels.directions[messages.direction(message)]!;
  const self = messages.sendStep(message);
  const pivot = self >= 0 ? self : messages.receiveStep(message);
  const sends = both(recording, own).flatMap((direction) => sendsAround(recording, direction, pivot, around));
  sends.sort((a, b) => a - b);
  const before = sends.filter((step) => step < self).slice(-around);
  const after = sends.filter((step) => step > self).slice(0, around);
  return [...before, ...(self >= 0 ? [self] : []), ...after];
}

/** The direction and its way back. */
function both({ store }: Recording, own: Direction): Direction[] {
  const { directions } = store.channels;
  const same = (a: Direction['from'], b: Direction['from']) => a.pid === b.pid && a.thread === b.thread;
  const back = store.channels.all[own.channel]!.directions.map((index) => directions[index]!).find(
    (other) => other !== own && same(other.from, own.to) && same(other.to, own.from),
  );
  return back ? [own, back] : [own];
}

/** Numbers grow with time: the place of the pivot is found by halving. */
function sendsAround(recording: Recording, { messages }: Direction, pivot: number, around: number): number[] {
  const sendOf = (number: number): number => {
    const message = messages.get(number);
    return message < 0 ? -1 : recording.messages.sendStep(message);
  };
  let low = 1;
  let high = messages.length + 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sendOf(middle) < pivot) low = middle + 1;
    else high = middle;
  }
  const found: number[] = [];
  for (let number = Math.max(1, low - around); number <= Math.min(messages.length, low + around); number++) {
    const step = sendOf(number);
    if (step >= 0) found.push(step);
  }
  return found;
}
