export function recordingLines(options: { count: number; processes?: number; seed?: number }): string[];
export function asBytes(lines: string[]): Buffer;
export function randomFrom(seed: number): () => number;
