export function packExtension(vsix: string): Promise<string[]>;
