/** To be imported first by a test that has files of the library bundled into itself: they are CommonJS and ask where they are. */
import { createRequire } from 'node:module';
import path from 'node:path';

Object.assign(globalThis, {
  __dirname: path.resolve('dist/multiprocessing'),
  require: createRequire(path.resolve('dist/multiprocessing/index.js')),
});
