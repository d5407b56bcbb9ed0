export type Installed = { node: string; codeServer: string; chromium: string } | { missing: string };
export function installWorkbench(): Promise<Installed>;
