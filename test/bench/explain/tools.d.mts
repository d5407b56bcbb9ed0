/** The model, as it is imported. */
export type Model = typeof import('../../../src/recording/index.js');
export function randomFrom(seed: number): () => number;
