export const suiteFile: string;
export function buildSuite(): Promise<string>;
