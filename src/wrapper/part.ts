/** What only an older Node needs is a bundle of its own, so that no other has to read it at each start. */
import { join } from 'node:path';

/** Read now. */
export function olderNode(): typeof import('./older-node.js') {
  const file = join(__dirname, 'older-node.cjs');
  const part = require(file);
  // The program's own modules are all that it should find there.
  delete require.cache[file];
  return part;
}
