/** Chooses the Node that runs a script and the way in which it runs TypeScript. */
export { chooseRunner, type Runner, type RunnerName, type RunnerRequest, runnerAsIs } from './choose-runner.js';
export { findNode, type Node } from './find-node.js';
