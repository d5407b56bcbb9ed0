/** Chooses how the script's TypeScript runs: by ts-node wherever that can be, else by the project's tsx or by Node itself. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { environment } from '../../wire/handshake.js';
import { RunError } from '../errors.js';
import { isErasable } from './erasable.js';
import type { Node } from './find-node.js';
import { texts } from './texts.js';
import { broughtTypeScript, type Installed, installed, isUsable, tsxLoader } from './workspace.js';

export type RunnerName = 'ts-node' | 'tsx' | 'node';

export interface RunnerRequest {
  /** The script's absolute path. */
  script: string;
  cwd: string;
  runner: 'auto' | RunnerName;
  node: Node;
  /** The folder of our own bundles. */
  distDir: string;
  /** The folder of a TypeScript for where the project has none that ts-node can use. */
  typescript?: string;
}

export interface Runner {
  name: RunnerName;
  /** One line: why this one. */
  why: string;
  /** Words of NODE_OPTIONS, quoted, to follow the probe's. */
  preload: string[];
  nodeArgs: string[];
  env: Record<string, string>;
}

/** The way to run a script; rejects with a sentence where the one that was asked for cannot be. */
export async function chooseRunner(request: RunnerRequest): Promise<Runner> {
  const project = lookAt(request);
  switch (request.runner) {
    case 'ts-node':
      if (project.typeScript === undefined) throw new RunError(texts.noTypeScript(request.script));
      return byTsNode(request, project, project.isTypeScript ? texts.asked : texts.javaScript);
    case 'tsx':
      if (project.tsx === undefined) throw new RunError(texts.noTsx(request.script));
      return byTsx(request, texts.asked);
    case 'node':
      if (project.isTypeScript && !strips(request.node)) throw new RunError(texts.cannotStrip(request.node.version));
      return byNode(request, texts.asked);
    case 'auto':
      return automatic(request, project);
  }
}

/** What decides. */
interface Project {
  isTypeScript: boolean;
  /** The project's own, whatever its version. */
  own: Installed | undefined;
  brought: Installed | undefined;
  /** The one that ts-node will use. */
  typeScript: Installed | undefined;
  tsx: Installed | undefined;
}

function lookAt({ script, distDir, typescript }: RunnerRequest): Project {
  const folder = path.dirname(script);
  const own = installed('typescript', folder);
  const brought = broughtTypeScript(distDir, typescript);
  return {
    isTypeScript: /\.[cm]?tsx?$/.test(script),
    own,
    brought,
    typeScript: isUsable(own) ? own : brought,
    tsx: installed('tsx', folder),
  };
}

function automatic(request: RunnerRequest, project: Project): Runner {
  const { own, brought, typeScript, tsx } = project;
  // Its children may be TypeScript, and the wrapper waits for the first of them.
  if (!project.isTypeScript) return { ...byTsNode(request, project, texts.javaScript), name: 'node' };
  if (own !== undefined && isUsable(own)) return byTsNode(request, project, texts.ownTypeScript(own.version));
  if (own === undefined && brought !== undefined)
    return byTsNode(request, project, texts.broughtTypeScript(brought.version));
  const why = own === undefined ? texts.noneAtAll : texts.unusable(own.version);
  if (tsx !== undefined) return byTsx(request, texts.insteadTsx(why, tsx.version));
  if (strips(request.node) && (brought === undefined || isErasable(request.script, request.cwd, brought.folder)))
    return byNode(request, texts.insteadNode(why, request.node.version));
  if (typeScript === undefined) throw new RunError(texts.noTypeScript(request.script));
  return byTsNode(request, project, texts.insteadBrought(why, typeScript.version));
}

function byTsNode({ distDir }: RunnerRequest, { brought }: Project, why: string): Runner {
  const env: Record<string, string> = brought === undefined ? {} : { [environment.typescript]: brought.folder };
  return { name: 'ts-node', why, preload: requireWords(distDir, 'wrapper.cjs'), nodeArgs: [], env };
}

function byTsx({ script, distDir }: RunnerRequest, why: string): Runner {
  const tsx = pathToFileURL(tsxLoader(path.dirname(script))).href;
  const preload = [...requireWords(distDir, 'library.cjs'), '--import', quoted(tsx)];
  return { name: 'tsx', why, preload, nodeArgs: [], env: {} };
}

function byNode({ distDir }: Pick<RunnerRequest, 'distDir'>, why: string): Runner {
  return { name: 'node', why, preload: requireWords(distDir, 'library.cjs'), nodeArgs: [], env: {} };
}

/** Where whoever starts the program decides how TypeScript runs: only the library can be found. */
export const runnerAsIs = (distDir: string): Runner => byNode({ distDir }, texts.asIs);

const requireWords = (distDir: string, file: string) => ['--require', quoted(path.join(distDir, file))];

/** As NODE_OPTIONS wants a word with blanks in it. */
const quoted = (word: string) => `"${word.replace(/[\\"]/g, '\\$&')}"`;

/** Whether this Node runs TypeScript by itself with no flag. */
function strips({ version }: Node): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}
