/** What has become of a message: received, under way, or lost and why. */
import type { Recording } from './recording.js';

export type Fate =
  | { state: 'received' }
  /** Sent, and not received by that step. */
  | { state: 'in-flight' }
  | { state: 'lost'; reason: LossReason }
  /** Nobody could have seen it arrive: the receiver is blind. */
  | { state: 'unseen'; process: number }
  /** Not sent yet at that step. */
  | { state: 'not-sent' };

export type LossReason =
  /** The only one who could have received it had ended; at `time` where that is known. */
  | { kind: 'receiver-ended'; process: number; time: number | undefined }
  /** Everybody who had an end of the channel has ended. */
  | { kind: 'no-reader-left'; time: number | undefined }
  /** The receiver dropped its end while it lived. */
  | { kind: 'channel-closed'; process: number; time: number };

export function fateOf(recording: Recording, message: number, step: number): Fate {
  const { messages } = recording;
  const [send, receive] = [messages.sendStep(message), messages.receiveStep(message)];
  if (receive >= 0 && receive <= step) return { state: 'received' };
  if (send > step || (send < 0 && receive >= 0)) return { state: 'not-sent' };
  const time = recording.time(step);
  const to = messages.to(message);
  if (receive >= 0) return { state: 'in-flight' };
  return to >= 0 ? toLane(recording, message, to, time) : toAnybody(recording, messages.channel(message), time);
}

function toLane(recording: Recording, message: number, lane: number, time: number): Fate {
  const { process: index, endTime: laneEnd } = recording.lanes[lane]!;
  const process = recording.processes[index]!;
  const end = laneEnd ?? process.endTime;
  if (end !== undefined && end <= time) {
    return { state: 'lost', reason: { kind: 'receiver-ended', process: index, time: end } };
  }
  const closed = closeTime(recording, recording.messages.channel(message), lane);
  if (closed !== undefined && closed <= time) {
    return { state: 'lost', reason: { kind: 'channel-closed', process: index, time: closed } };
  }
  return process.blind ? { state: 'unseen', process: index } : { state: 'in-flight' };
}

/** A queue's message may be received by anyone who has an end: it is lost when none of them is left. */
function toAnybody(recording: Recording, channel: number, time: number): Fate {
  const readers = recording.channels[channel]!.ends.filter(({ end }) => end !== 'writer');
  if (readers.length === 0) return { state: 'in-flight' };
  const ends = readers.map(({ lane }) => recording.processes[recording.lanes[lane]!.process]!.endTime);
  if (ends.some((end) => end === undefined || end > time)) return { state: 'in-flight' };
  return { state: 'lost', reason: { kind: 'no-reader-left', time: Math.max(...(ends as number[])) } };
}

/** When a lane dropped its last end of a channel; undefined where it still has one or never had. */
function closeTime(recording: Recording, channel: number, lane: number): number | undefined {
  const ends = recording.channels[channel]!.ends.filter((end) => end.lane === lane && end.end !== 'writer');
  if (ends.length === 0 || ends.some(({ closeRow }) => closeRow < 0)) return undefined;
  return Math.max(...ends.map(({ closeRow }) => recording.store.rows.time[closeRow]!));
}
