export const kinds: string[];

export function judge(
  model: object,
  seed: number,
  flavour: string,
  kind: string,
): Promise<{ good: object[]; said: object[]; wanted: object; flagged: boolean }>;
