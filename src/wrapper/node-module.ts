/** Node's `module` as it is: a default import of it, once bundled, would copy each of its properties at every start. */
export const nodeModule = require('node:module') as typeof import('node:module');
