/** The numbers of the fields of Perfetto's protobuf that are written here, by message, as its definitions name them. */
export const trace = { packet: 1 } as const;

export const tracePacket = {
  clockSnapshot: 6,
  timestamp: 8,
  sequence: 10,
  trackEvent: 11,
  internedData: 12,
  sequenceFlags: 13,
  trackDescriptor: 60,
} as const;

export const sequenceFlags = { stateCleared: 1, needsState: 2 } as const;

export const clockSnapshot = { clocks: 1 } as const;
export const clock = { id: 1, timestamp: 2 } as const;
export const clockId = { realtime: 1, boottime: 6 } as const;

export const trackDescriptor = { uuid: 1, name: 2, process: 3, thread: 4, parent: 5, counter: 8 } as const;
export const processDescriptor = { pid: 1, commandLine: 2, name: 6, startTime: 7 } as const;
export const threadDescriptor = { pid: 1, tid: 2, name: 5 } as const;
export const counterDescriptor = { unit: 3, unitName: 6 } as const;
export const counterUnit = { count: 2, bytes: 3 } as const;

export const trackEvent = {
  categories: 3,
  annotations: 4,
  type: 9,
  name: 10,
  track: 11,
  doubleValue: 44,
  flows: 47,
  endingFlows: 48,
} as const;
export const eventType = { sliceBegin: 1, sliceEnd: 2, instant: 3, counter: 4 } as const;

export const annotation = { name: 1, integer: 4, double: 5, text: 6 } as const;
export const internedData = { categories: 1, names: 2, annotationNames: 3 } as const;
export const interned = { id: 1, text: 2 } as const;
