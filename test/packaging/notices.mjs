// The licenses of what the bundles hold, by what was really built: `node test/packaging/notices.mjs` writes THIRD-PARTY-NOTICES.md anew.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const BEGINNING = `# Third-party notices

Process View is MIT licensed (see LICENSE). What it ships contains the following, under their own licenses.
`;

/** The whole file. */
export function notices() {
  const bundled = bundledFiles();
  const names = [...bundled.keys()].sort((a, b) => (a < b ? -1 : 1));
  return [BEGINNING, ...names.map((name) => section(name, bundled.get(name)))].join('\n');
}

/** The files of packages that are in the bundles, by package. */
function bundledFiles() {
  const found = new Map();
  for (const meta of readdirSync('.build/meta').filter((name) => name !== 'tests.json')) {
    const { outputs } = JSON.parse(readFileSync(path.join('.build/meta', meta), 'utf8'));
    for (const [file, { bytesInOutput }] of Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs))) {
      if (bytesInOutput === 0) continue;
      const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
      if (name !== undefined) found.set(name, (found.get(name) ?? new Set()).add(file));
    }
  }
  return found;
}

function section(name, files) {
  const folder = path.join('node_modules', name);
  const { version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const heading = `## ${name} ${version} (${license.replace(/^\((.*)\)$/, '$1')})\n\n`;
  if (license === 'CC-BY-4.0') return heading + attribution(name, version);
  const own = readdirSync(folder).filter((file) => /^licen[cs]e(\.(md|txt))?$/i.test(file));
  const texts =
    own.length > 0 ? own.map((file) => readFileSync(path.join(folder, file), 'utf8')) : inFiles(license, files);
  const text = texts.map((one) => one.replaceAll('\r\n', '\n').trim()).join('\n\n');
  if (text === '') throw new Error(`${name} has no license in its folder nor in its files.`);
  return `${heading}\`\`\`text\n${text}\n\`\`\`\n`;
}

/** This license asks for who made it, where it is from, what was changed, and its own address or its text. */
const attribution = (name, version) => `Icons by Microsoft, from https://www.npmjs.com/package/${name}/v/${version},
licensed under the Creative Commons Attribution 4.0 International Public License:
https://creativecommons.org/licenses/by/4.0/legalcode. Only those that are used are contained, without their outermost element and with
numbers rounded to a hundredth of a pixel.
`;

/** What its files say at their beginning, and the license that they refer to. */
function inFiles(license, files) {
  const said = [...files].map(
    (file) => /^(?:\/\/.*\n)+/.exec(readFileSync(file, 'utf8'))?.[0].replace(/^\/\/ ?/gm, '') ?? '',
  );
  const apache = /Apache-2\.0/.test(license) ? [readFileSync('node_modules/typescript/LICENSE.txt', 'utf8')] : [];
  return [...new Set(said.filter((text) => /licen[cs]e/i.test(text))), ...apache];
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) writeFileSync('THIRD-PARTY-NOTICES.md', notices());
