/** OTLP's JSON: the shapes of its messages, and its way to write numbers and attributes. */
export interface Request {
  resourceSpans: ResourceSpans[];
}

export interface ResourceSpans {
  resource: { attributes: Attribute[] };
  scopeSpans: { scope: { name: string; version: string }; spans: Span[] }[];
}

export interface Span {
  /** 32 hexadecimal digits. */
  traceId: string;
  /** 16 of them. */
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  events?: SpanEvent[];
  links?: Link[];
  status?: { code?: number; message?: string };
}

export interface SpanEvent {
  timeUnixNano: string;
  name: string;
  attributes: Attribute[];
}

export interface Link {
  traceId: string;
  spanId: string;
  attributes: Attribute[];
}

export interface Attribute {
  key: string;
  value: AnyValue;
}

export type AnyValue =
  | { stringValue: string }
  | { boolValue: boolean }
  | { intValue: string }
  | { doubleValue: number }
  | { arrayValue: { values: AnyValue[] } };

export const spanKind = { internal: 1, consumer: 5 } as const;
export const statusCode = { error: 2 } as const;

export type Told = string | number | boolean | readonly string[] | undefined;

/** Those that are known. */
export const attributes = (told: Record<string, Told>): Attribute[] =>
  Object.entries(told).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value: anyValue(value) }]));

function anyValue(value: Exclude<Told, undefined>): AnyValue {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  // A whole number has 64 bits there, which JSON's numbers have not: it is written as text.
  if (typeof value === 'number') return Number.isSafeInteger(value) ? { intValue: `${value}` } : { doubleValue: value };
  return { arrayValue: { values: value.map((text) => ({ stringValue: text })) } };
}
