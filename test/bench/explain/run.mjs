// The benchmark of correctness: what Process View says of programs, against what is so. `npm run bench:explain [-- part-of-a-name … --seed N]`.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { loadModel } from './tools.mjs';

const folder = path.dirname(new URL(import.meta.url).pathname);
const { values, positionals } = parseArgs({
  options: { seed: { type: 'string', default: '1' } },
  allowPositionals: true,
});
delete process.env.NODE_EXTRA_CA_CERTS; // It adds 50 ms and more to every start of Node.

const model = await loadModel();
let good = true;
for (const file of readdirSync(folder).filter((name) => name.endsWith('.mjs'))) {
  if (file === 'run.mjs') continue;
  const show = await import(pathToFileURL(path.join(folder, file)).href);
  if (typeof show.run !== 'function') continue;
  if (positionals.length > 0 && !positionals.some((part) => show.name.includes(part))) continue;
  console.log(`\n${show.name} (seed ${values.seed})`);
  const began = Date.now();
  const kept = await show.run({ print: (text) => console.log(text), model, seed: Number(values.seed) });
  console.log(`  ${kept ? 'kept' : 'NOT KEPT'}, in ${Math.round((Date.now() - began) / 1000)} s`);
  good &&= kept;
}
process.exitCode = good ? 0 : 1;
