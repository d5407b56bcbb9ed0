// Runs the benchmarks, found by glob, one after the other: `npm run bench [-- part of a name …]`. Each compares things within one run.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = path.dirname(new URL(import.meta.url).pathname);
const wanted = process.argv.slice(2);
delete process.env.NODE_EXTRA_CA_CERTS; // It adds 50 ms and more to every start of Node.

for (const file of readdirSync(folder).filter((f) => f.endsWith('.bench.mjs'))) {
  const { name, run } = await import(pathToFileURL(path.join(folder, file)).href);
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  console.log(`\n${name}`);
  await run({ print: (text) => console.log(text) });
}
