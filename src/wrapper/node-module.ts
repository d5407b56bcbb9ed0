/** Node's loader as it is: a default import of it, once bundled, would copy each of its properties at every start. */

type NodeModuleClass = typeof import('node:module');

/** What there is without `node:module`, whose loading takes half a millisecond on the older Nodes: the class of all modules. */
export const loaderClass = module.constructor as unknown as NodeModuleClass;

/** All of it. */
export const nodeModule = (): NodeModuleClass => require('node:module') as NodeModuleClass;
