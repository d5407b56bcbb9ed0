/** Writes Perfetto's packets into chunks, and each name only once. */
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { annotation, interned, internedData, sequenceFlags, trace, tracePacket } from './fields.js';

/** Fills the message that has just been begun. */
export type Fill = (writer: BinaryWriter) => void;

/** A message within a message. */
export function within(writer: BinaryWriter, field: number, fill: Fill): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  fill(writer);
  writer.join();
}

export const text = (writer: BinaryWriter, field: number, value: string): BinaryWriter =>
  writer.tag(field, WireType.LengthDelimited).string(value);

/** A whole number that is not negative, up to 2^53. */
export const number = (writer: BinaryWriter, field: number, value: number): BinaryWriter =>
  value <= 0xffff_ffff
    ? writer.tag(field, WireType.Varint).uint32(value)
    : writer.tag(field, WireType.Varint).uint64(value);

/** The one sequence of this trace; names are interned in it. */
const SEQUENCE = 1;

type Dictionary = keyof typeof internedData;

export class Packets {
  private writer = new BinaryWriter();
  private written = 0;
  private readonly known: Record<Dictionary, Map<string, number>> = {
    categories: new Map(),
    names: new Map(),
    annotationNames: new Map(),
  };
  private fresh: [dictionary: Dictionary, id: number, text: string][] = [];
  private first = true;

  /** What has been written since the last time, if it is enough to be worth a chunk. */
  *take(atLeast = CHUNK): Generator<Uint8Array> {
    if (this.written < atLeast || this.written === 0) return;
    this.written = 0;
    yield this.writer.finish();
  }

  /** The number that stands for a text from now on. */
  intern(dictionary: Dictionary, value: string): number {
    const ids = this.known[dictionary];
    const known = ids.get(value);
    if (known !== undefined) return known;
    const id = ids.size + 1;
    ids.set(value, id);
    this.fresh.push([dictionary, id, value]);
    return id;
  }

  /** One packet; what `fill` interned goes with it. */
  packet(timestamp: number | undefined, field: number, fill: Fill): void {
    // Interning must come before its packet is begun: the dictionary's entries stand in the same one.
    const inner = new BinaryWriter();
    fill(inner);
    const bytes = inner.finish();
    within(this.writer, trace.packet, (writer) => {
      if (timestamp !== undefined) number(writer, tracePacket.timestamp, timestamp);
      number(writer, tracePacket.sequence, SEQUENCE);
      number(writer, tracePacket.sequenceFlags, this.first ? FIRST : sequenceFlags.needsState);
      if (this.fresh.length > 0) within(writer, tracePacket.internedData, (data) => this.writeFresh(data));
      writer.tag(field, WireType.LengthDelimited).bytes(bytes);
    });
    this.first = false;
    this.written += bytes.length + 16;
  }

  private writeFresh(writer: BinaryWriter): void {
    for (const [dictionary, id, value] of this.fresh) {
      within(writer, internedData[dictionary], (entry) => {
        number(entry, interned.id, id);
        text(entry, interned.text, value);
      });
    }
    this.fresh = [];
  }

  annotate(writer: BinaryWriter, field: number, name: string, value: string | number): void {
    within(writer, field, (entry) => {
      number(entry, annotation.name, this.intern('annotationNames', name));
      if (typeof value === 'string') text(entry, annotation.text, value);
      else if (Number.isSafeInteger(value)) entry.tag(annotation.integer, WireType.Varint).int64(value);
      else entry.tag(annotation.double, WireType.Bit64).double(value);
    });
  }
}

const FIRST = sequenceFlags.stateCleared | sequenceFlags.needsState;
const CHUNK = 1 << 16;
