/** Finding a `node` as shells and version managers keep it. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { findNodeBinary } from '../../src/views/find-node.js';

let home = '';
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'pv-home-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function put(file: string, content = ''): string {
  const whole = path.join(home, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, content);
  return whole;
}
const find = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform = 'linux') => findNodeBinary({ platform, env, home });

test('the PATH comes first, in its order', () => {
  put('.volta/bin/node');
  const first = put('one/node');
  put('two/node');
  const PATH = ['', path.join(home, 'none'), path.join(home, 'one'), path.join(home, 'two')].join(':');
  assert.deepEqual(find({ PATH }), { file: first, onPath: true });
});

test('nvm: the default alias decides, whatever its precision', () => {
  put('.nvm/versions/node/v9.11.2/bin/node');
  const twentyTwo = put('.nvm/versions/node/v22.3.0/bin/node');
  const newest = put('.nvm/versions/node/v24.1.0/bin/node');
  assert.equal(find({})?.file, newest);
  put('.nvm/alias/default', '22\n');
  assert.deepEqual(find({ PATH: home }), { file: twentyTwo, onPath: false });
  put('.nvm/alias/default', 'v22.3.0');
  assert.equal(find({})?.file, twentyTwo);
  put('.nvm/alias/default', 'lts/*');
  assert.equal(find({})?.file, newest);
});

test('fnm, Volta, asdf and mise', () => {
  for (const file of [
    '.local/share/fnm/aliases/default/bin/node',
    '.volta/bin/node',
    '.asdf/shims/node',
    '.local/share/mise/shims/node',
  ]) {
    const put1 = put(file);
    assert.equal(find({ PATH: home })?.file, put1);
    rmSync(put1);
  }
  assert.equal(find({ VOLTA_HOME: path.join(home, 'v') })?.file, find({})?.file);
  const moved = put('v/bin/node');
  assert.equal(find({ VOLTA_HOME: path.join(home, 'v') })?.file, moved);
});

test('Windows: the variable may be spelled Path, and its separator is a semicolon', () => {
  const file = put('bin/node.exe');
  assert.deepEqual(find({ Path: `C:\\x;${path.join(home, 'bin')}` }, 'win32'), { file, onPath: true });
});
