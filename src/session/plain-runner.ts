/** Until the runner's chooser is there: Node as it is. */

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
export async function findNode(node?: string): Promise<{ path: string; version: string }> {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((d) => join(d, 'node'))
    .find((f) => existsSync(f));
  return { path: node ?? found ?? process.execPath, version: process.versions.node };
}
export async function chooseRunner(_: {
  script: string;
  cwd: string;
  runner: string;
  node: { path: string; version: string };
  distDir: string;
}) {
  return {
    name: 'node',
    why: 'placeholder',
    preload: [] as string[],
    nodeArgs: [] as string[],
    env: {} as Record<string, string>,
  };
}
