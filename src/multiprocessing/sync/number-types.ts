/** The types of number that SharedValue and SharedArray can hold, and what keeps them. */

export const numberArrays = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int8: Int8Array,
  uint8: Uint8Array,
} as const;

/** `float64` is Python's `'d'`, `int32` its `'i'`, and so on. */
export type NumberType = keyof typeof numberArrays;
