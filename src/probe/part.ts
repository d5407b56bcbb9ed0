/** The parts of the probe that few programs need: each a file of its own beside this one, read at its first use and not at a start. */

const parts = new Map<string, unknown>();

/** What `probe-NAME.cjs` exports; throws where it cannot be read, and tries again the next time. */
export function part<T>(name: string): T {
  let loaded = parts.get(name);
  if (loaded === undefined) {
    const file = (require('node:path') as typeof import('node:path')).join(__dirname, `probe-${name}.cjs`);
    loaded = require(file);
    parts.set(name, loaded);
    // The program's own modules are all that it should find there.
    delete require.cache[file];
  }
  return loaded as T;
}
