/** The preload that makes TypeScript run, by ts-node, and costs next to nothing where there is none. */
import { installForOlderNode } from './older-node.js';
import { installSyncHooks, registerHooks } from './sync-hooks.js';
import { typeScriptHooks } from './typescript-hooks.js';

if (registerHooks !== undefined) installSyncHooks(registerHooks, typeScriptHooks);
else installForOlderNode(typeScriptHooks);
