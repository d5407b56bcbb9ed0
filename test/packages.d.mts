export function packages(...wanted: string[]): Promise<string>;
