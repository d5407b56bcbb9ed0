/** OTLP's requests and answers as protobuf, by the numbers of the fields in OpenTelemetry's own definitions. */
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { AnyValue, Attribute, Link, Request, ResourceSpans, Span, SpanEvent } from './format.js';

/** An `ExportTraceServiceRequest`. */
export function encodeRequest({ resourceSpans }: Request): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  each(writer, 1, resourceSpans, writeResourceSpans);
  return writer.finish();
}

/** Of an `ExportTraceServiceResponse`, what was not taken; throws for what is none. */
export function decodeResponse(bytes: Uint8Array): { rejected: number; why: string } {
  const found = { rejected: 0, why: '' };
  fields(new BinaryReader(bytes), (field, reader) => {
    if (field !== 1) return false;
    fields(new BinaryReader(reader.bytes()), (inner, partial) => {
      if (inner === 1) found.rejected = Number(partial.int64());
      else if (inner === 2) found.why = partial.string();
      else return false;
      return true;
    });
    return true;
  });
  return found;
}

/** `take` reads the field and says so; others are passed over. */
function fields(reader: BinaryReader, take: (field: number, reader: BinaryReader) => boolean): void {
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (type !== WireType.LengthDelimited && type !== WireType.Varint) reader.skip(type, field);
    else if (!take(field, reader)) reader.skip(type, field);
  }
}

type Write<T> = (writer: BinaryWriter, value: T) => void;

/** A message within a message. */
function inner<T>(writer: BinaryWriter, field: number, value: T, write: Write<T>): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  write(writer, value);
  writer.join();
}

function each<T>(writer: BinaryWriter, field: number, values: readonly T[] = [], write: Write<T>): void {
  for (const value of values) inner(writer, field, value, write);
}

const text = (writer: BinaryWriter, field: number, value: string): BinaryWriter =>
  writer.tag(field, WireType.LengthDelimited).string(value);
const hex = (writer: BinaryWriter, field: number, digits: string): BinaryWriter =>
  writer.tag(field, WireType.LengthDelimited).bytes(fromHex(digits));
const fixed64 = (writer: BinaryWriter, field: number, value: string): BinaryWriter =>
  writer.tag(field, WireType.Bit64).fixed64(value);
const number = (writer: BinaryWriter, field: number, value: number): BinaryWriter =>
  writer.tag(field, WireType.Varint).int32(value);

function fromHex(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

function writeResourceSpans(writer: BinaryWriter, { resource, scopeSpans }: ResourceSpans): void {
  inner(writer, 1, resource, (within, { attributes }) => each(within, 1, attributes, writeAttribute));
  each(writer, 2, scopeSpans, (within, { scope, spans }) => {
    inner(within, 1, scope, (at, { name, version }) => text(text(at, 1, name), 2, version));
    each(within, 2, spans, writeSpan);
  });
}

function writeSpan(writer: BinaryWriter, span: Span): void {
  hex(writer, 1, span.traceId);
  hex(writer, 2, span.spanId);
  if (span.parentSpanId !== undefined) hex(writer, 4, span.parentSpanId);
  text(writer, 5, span.name);
  number(writer, 6, span.kind);
  fixed64(writer, 7, span.startTimeUnixNano);
  fixed64(writer, 8, span.endTimeUnixNano);
  each(writer, 9, span.attributes, writeAttribute);
  each(writer, 11, span.events, writeEvent);
  each(writer, 13, span.links, writeLink);
  if (span.status !== undefined) inner(writer, 15, span.status, writeStatus);
}

function writeEvent(writer: BinaryWriter, { timeUnixNano, name, attributes }: SpanEvent): void {
  text(fixed64(writer, 1, timeUnixNano), 2, name);
  each(writer, 3, attributes, writeAttribute);
}

function writeLink(writer: BinaryWriter, { traceId, spanId, attributes }: Link): void {
  hex(hex(writer, 1, traceId), 2, spanId);
  each(writer, 4, attributes, writeAttribute);
}

function writeStatus(writer: BinaryWriter, { message, code }: NonNullable<Span['status']>): void {
  if (message !== undefined) text(writer, 2, message);
  if (code !== undefined) number(writer, 3, code);
}

function writeAttribute(writer: BinaryWriter, { key, value }: Attribute): void {
  inner(text(writer, 1, key), 2, value, writeValue);
}

function writeValue(writer: BinaryWriter, value: AnyValue): void {
  if ('stringValue' in value) text(writer, 1, value.stringValue);
  else if ('boolValue' in value) writer.tag(2, WireType.Varint).bool(value.boolValue);
  else if ('intValue' in value) writer.tag(3, WireType.Varint).int64(value.intValue);
  else if ('doubleValue' in value) writer.tag(4, WireType.Bit64).double(value.doubleValue);
  else inner(writer, 5, value.arrayValue, (within, { values }) => each(within, 1, values, writeValue));
}
