/** A recording as a Perfetto trace: lives, waits and tasks as slices, messages as flows, use and queues as counters. */
import { WireType } from '@bufbuild/protobuf/wire';
import type { Recording } from '../../recording/index.js';
import type { Selection } from '../selection.js';
import { type Bar, bars } from '../timeline/bars.js';
import { counters } from '../timeline/counters.js';
import { type Mark, marks } from '../timeline/marks.js';
import { clock, clockId, clockSnapshot, eventType, tracePacket, trackEvent } from './fields.js';
import { number, Packets, within } from './packets.js';
import { nanoseconds, Tracks } from './tracks.js';

export function* perfetto(recording: Recording, selection: Selection): Generator<Uint8Array> {
  const packets = new Packets();
  const trace = new Trace(packets, new Tracks(recording, packets));
  trace.clocks(recording.header?.startedAt);
  for (const bar of bars(recording, selection)) {
    trace.bar(bar);
    yield* packets.take();
  }
  for (const mark of marks(recording, selection)) {
    trace.mark(mark);
    yield* packets.take();
  }
  for (const counter of counters(recording, selection)) {
    trace.counter(counter);
    yield* packets.take();
  }
  yield* packets.take(1);
}

class Trace {
  constructor(
    private readonly packets: Packets,
    private readonly tracks: Tracks,
  ) {}

  /** The trace's own clock begins with the run; the wall clock's time at its beginning is told beside it. */
  clocks(startedAt: string | undefined): void {
    const wall = Date.parse(startedAt ?? '');
    if (Number.isNaN(wall)) return;
    this.packets.packet(0, tracePacket.clockSnapshot, (writer) => {
      for (const [id, time] of [
        [clockId.boottime, 0],
        [clockId.realtime, wall * 1e6],
      ] as const) {
        within(writer, clockSnapshot.clocks, (fields) => {
          number(fields, clock.id, id);
          number(fields, clock.timestamp, time);
        });
      }
    });
  }

  bar(bar: Bar): void {
    const { packets } = this;
    const track = this.tracks.bar(bar);
    packets.packet(nanoseconds(bar.from), tracePacket.trackEvent, (writer) => {
      number(writer, trackEvent.type, eventType.sliceBegin);
      number(writer, trackEvent.track, track);
      number(writer, trackEvent.name, packets.intern('names', bar.name));
      number(writer, trackEvent.categories, packets.intern('categories', bar.group));
      for (const [name, value] of Object.entries(bar.detail ?? {}))
        packets.annotate(writer, trackEvent.annotations, name, value);
    });
    // One that has not ended is left open: Perfetto draws it so.
    if (bar.open) return;
    packets.packet(nanoseconds(bar.to), tracePacket.trackEvent, (writer) => {
      number(writer, trackEvent.type, eventType.sliceEnd);
      number(writer, trackEvent.track, track);
    });
  }

  mark({ lane, time, name, category, message, leaves, detail }: Mark): void {
    const { packets } = this;
    const track = this.tracks.lane(lane);
    packets.packet(nanoseconds(time), tracePacket.trackEvent, (writer) => {
      number(writer, trackEvent.type, eventType.instant);
      number(writer, trackEvent.track, track);
      number(writer, trackEvent.name, packets.intern('names', name));
      number(writer, trackEvent.categories, packets.intern('categories', category));
      for (const [key, value] of Object.entries(detail)) packets.annotate(writer, trackEvent.annotations, key, value);
      if (message < 0) return;
      writer.tag(leaves ? trackEvent.flows : trackEvent.endingFlows, WireType.Bit64).fixed64(message + 1);
    });
  }

  counter(counter: ReturnType<typeof counters>[number]): void {
    const track = this.tracks.counter(counter);
    for (const { time, value } of counter.points()) {
      this.packets.packet(nanoseconds(time), tracePacket.trackEvent, (writer) => {
        number(writer, trackEvent.type, eventType.counter);
        number(writer, trackEvent.track, track);
        writer.tag(trackEvent.doubleValue, WireType.Bit64).double(value);
      });
    }
  }
}
