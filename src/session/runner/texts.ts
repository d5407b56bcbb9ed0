/** Every sentence about the Node and the runner of a run, in English. */
import { inLanguages } from '../../language.js';
import { chinese } from './texts-zh-cn.js';

const english = {
  noNodeOnPath: () =>
    'No Node.js was found on the PATH. Install Node.js 20 or later, or give the path of one (--node PATH, in the editor the setting processView.nodePath).',
  noNodeAt: (file: string) =>
    `There is no Node.js at "${file}". Correct the path (--node, in the editor the setting processView.nodePath), or leave it out to take the one on the PATH.`,
  notANode: (file: string, why: string) =>
    `"${file}" does not run as Node.js (${why}). Give the path of a Node.js 20 or later (--node, in the editor the setting processView.nodePath).`,
  electron: (file: string) =>
    `"${file}" is Electron, not Node.js. Give the path of a Node.js 20 or later (--node, in the editor the setting processView.nodePath).`,
  tooOld: (file: string, version: string) =>
    `Process View needs Node.js 20 or later, and "${file}" is ${version}. Install a newer one, or give the path of one (--node, in the editor the setting processView.nodePath).`,

  noTsx: (script: string) =>
    `There is no tsx in the project of ${script}. Install it there (npm install --save-dev tsx), or choose --runner auto.`,
  cannotStrip: (version: string) =>
    `Node.js ${version} cannot run TypeScript by itself: that takes 22.18, or 23.6 and later. Choose a newer one with --node, or --runner auto.`,
  noTypeScript: (script: string) =>
    `No TypeScript 5 or 6 was found for ${script}. Install one there (npm install --save-dev typescript@6), or choose --runner tsx or --runner node.`,

  javaScript: 'it is JavaScript',
  asked: 'as asked for',
  asIs: 'as whoever starts it decides',
  ownTypeScript: (version: string) => `with the project's TypeScript ${version}`,
  broughtTypeScript: (version: string) => `the project has no TypeScript, so Process View brings ${version}`,
  unusable: (version: string) => `the project's TypeScript ${version} has no interface for ts-node`,
  noneAtAll: 'no TypeScript 5 or 6 was found for ts-node',
  insteadTsx: (why: string, version: string) => `${why}, so the project's tsx ${version} takes its place`,
  insteadNode: (why: string, version: string) =>
    `${why}, and Node.js ${version} strips the types of these files itself`,
  insteadBrought: (why: string, version: string) => `${why}, so Process View brings TypeScript ${version}`,

  namesNoVersion: 'it names no version',
};

export type RunnerTexts = typeof english;
export const texts = inLanguages<RunnerTexts>(english, chinese);
