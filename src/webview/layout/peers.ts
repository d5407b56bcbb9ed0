/** How many messages a process sent to, and received from, each other one. Pure. */
import type { Recording } from '../../recording/index.js';
import { processLabel } from '../../recording/labels.js';
import { channelName } from '../describe.js';

export interface Peer {
  name: string;
  sent: number;
  received: number;
}

export function peersOf(recording: Recording, index: number): Peer[] {
  const { messages } = recording;
  const peers = new Map<string, Peer>();
  for (let message = 0; message < messages.length; message++) {
    const [from, to] = [processOf(recording, messages.from(message)), processOf(recording, messages.to(message))];
    if (from !== index && to !== index) continue;
    const other = from === index ? to : from;
    const name = other >= 0 ? processLabel(recording, other) : channelName(recording, messages.channel(message));
    const peer = peers.get(name) ?? { name, sent: 0, received: 0 };
    peers.set(name, peer);
    if (from === index) peer.sent++;
    if (to === index && messages.receiveStep(message) >= 0) peer.received++;
  }
  return [...peers.values()].sort((a, b) => b.sent + b.received - a.sent - a.received);
}

const processOf = (recording: Recording, lane: number): number => recording.lanes[lane]?.process ?? -1;
