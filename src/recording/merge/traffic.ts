/** The messages of a recording of which it has one end only: their other ends may be in another host's. */
import type { Recording } from '../recording.js';

export interface Traffic {
  /** By the message's name, the time on the common axis. */
  sent: Map<string, number>;
  received: Map<string, number>;
}

export function halfMessages(recording: Recording): Traffic {
  const traffic: Traffic = { sent: new Map(), received: new Map() };
  const { messages } = recording;
  for (let message = 0; message < messages.length; message++) {
    const [send, receive] = [messages.sendStep(message), messages.receiveStep(message)];
    if (send >= 0 && receive < 0) traffic.sent.set(messages.name(message), recording.time(send));
    if (receive >= 0 && send < 0) traffic.received.set(messages.name(message), recording.time(receive));
  }
  return traffic;
}

/** Puts the half messages of one more recording to those that are on the axis already; what is whole then is left out. */
export function addTraffic(all: Traffic, more: Traffic, shift: number): void {
  for (const [name, time] of more.sent) if (!all.received.delete(name)) all.sent.set(name, time + shift);
  for (const [name, time] of more.received) if (!all.sent.delete(name)) all.received.set(name, time + shift);
}

/** The direction of a message, `<channel>:<from>><to>`, of its name. */
export const directionOf = (name: string): string => {
  const hash = name.lastIndexOf('#');
  return hash < 0 ? name : name.slice(0, hash);
};

/** Directions whose messages were sent in one of the recordings and received in another: who sent and who received, by number. */
export function sharedDirections(parts: readonly Traffic[]): Map<string, { from: number; to: number }> {
  const senders = new Map<string, number>();
  for (const [part, { sent }] of parts.entries()) for (const name of sent.keys()) senders.set(name, part);
  const shared = new Map<string, { from: number; to: number }>();
  for (const [part, { received }] of parts.entries()) {
    for (const name of received.keys()) {
      const from = senders.get(name);
      if (from !== undefined && from !== part) shared.set(directionOf(name), { from, to: part });
    }
  }
  return shared;
}
