/** Every sentence about the Node and the runner of a run, in Simplified Chinese. */
import type { RunnerTexts } from './texts.js';

const choose = '请给出 Node.js 20 或更高版本的路径（--node 路径；在编辑器里是设置 processView.nodePath）。';

export const chinese: RunnerTexts = {
  noNodeOnPath: () =>
    '在 PATH 中没有找到 Node.js。请安装 Node.js 20 或更高版本，或用 --node 指定它的路径（在编辑器里是设置 processView.nodePath）。',
  noNodeAt: (file) =>
    `“${file}”处没有 Node.js。请改正路径（--node；在编辑器里是设置 processView.nodePath），或者不写，使用 PATH 中的那一个。`,
  notANode: (file, why) => `“${file}”不能作为 Node.js 运行（${why}）。${choose}`,
  electron: (file) => `“${file}”是 Electron，不是 Node.js。${choose}`,
  tooOld: (file, version) =>
    `Process View 需要 Node.js 20 或更高版本，而“${file}”是 ${version}。请安装更新的版本，或用 --node 指定（在编辑器里是设置 processView.nodePath）。`,

  noTsx: (script) =>
    `${script} 所在的项目里没有 tsx。请在那里安装（npm install --save-dev tsx），或者选择 --runner auto。`,
  cannotStrip: (version) =>
    `Node.js ${version} 不能自己运行 TypeScript：需要 22.18，或 23.6 及更高版本。请用 --node 选择更新的版本，或者选择 --runner auto。`,
  noTypeScript: (script) =>
    `没有为 ${script} 找到 TypeScript 5 或 6。请在那里安装（npm install --save-dev typescript@6），或者选择 --runner tsx 或 --runner node。`,

  javaScript: '它是 JavaScript',
  asked: '按您的要求',
  asIs: '由启动它的程序决定',
  ownTypeScript: (version) => `使用项目的 TypeScript ${version}`,
  broughtTypeScript: (version) => `项目里没有 TypeScript，因此使用 Process View 自带的 ${version}`,
  unusable: (version) => `项目的 TypeScript ${version} 没有 ts-node 能用的接口`,
  noneAtAll: '没有找到 ts-node 能用的 TypeScript 5 或 6',
  insteadTsx: (why, version) => `${why}，因此改用项目的 tsx ${version}`,
  insteadNode: (why, version) => `${why}，而 Node.js ${version} 自己就能去掉这些文件里的类型`,
  insteadBrought: (why, version) => `${why}，因此使用 Process View 自带的 TypeScript ${version}`,

  namesNoVersion: '它没有报告版本',
};
