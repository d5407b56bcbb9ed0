/** The preload where TypeScript is run by others or not at all: it only finds the library for programs that have it not installed. */
import { olderNode } from './part.js';
import { installSyncHooks, registerHooks } from './sync-hooks.js';
import { hidePreload } from './threads.js';

if (registerHooks !== undefined) installSyncHooks(registerHooks);
else olderNode().installForOlderNode();

hidePreload();
// The program's own modules are all that it should find there.
delete require.cache[__filename];
