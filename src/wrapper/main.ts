/** The preload that makes TypeScript run, by ts-node, and costs next to nothing where there is none. */

import { hasOwnLoader } from './other-loaders.js';
import { olderNode } from './part.js';
import { installSyncHooks, registerHooks } from './sync-hooks.js';
import { hidePreload } from './threads.js';
import { typeScriptHooks } from './typescript-hooks.js';

const typeScript = hasOwnLoader() ? undefined : typeScriptHooks;
if (registerHooks !== undefined) installSyncHooks(registerHooks, typeScript);
else olderNode().installForOlderNode(typeScript);

hidePreload();
// The program's own modules are all that it should find there.
delete require.cache[__filename];
