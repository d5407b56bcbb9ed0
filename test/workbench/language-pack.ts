/** A language pack of our own making: it makes the workbench say that its language is this one, which is what an extension is asked for its texts by. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The editor's own words that stand in the pack, by the module of its source that says them and by their key in it; all others stay English. */
export type EditorWords = Record<string, Record<string, string>>;

/** Writes the pack as an extension's folder, to be installed, and returns it. */
export function writeLanguagePack(home: string, language: string, words: EditorWords = {}): string {
  const folder = path.join(home, `language-pack-${language}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest(language)));
  writeFileSync(path.join(folder, WORDS), JSON.stringify({ version: '1.0.0', contents: words }));
  writeFileSync(path.join(folder, 'README.md'), `The workbench in ${language}, for a test.\n`);
  writeFileSync(path.join(folder, 'LICENSE'), 'For a test.\n');
  return folder;
}

/** What a server notes of a pack that was installed while it ran; one that finds it installed does not, and would answer in English. */
export function noteLanguagePack(userData: string, folder: string, language: string): void {
  const { publisher, name, version } = manifest(language);
  const pack = {
    hash: `${name}.${version}`,
    label: language,
    extensions: [{ extensionIdentifier: { id: `${publisher}.${name}` }, version }],
    translations: { vscode: path.join(folder, WORDS) },
  };
  writeFileSync(path.join(userData, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
}

const WORDS = 'main.i18n.json';

const manifest = (language: string) => ({
  name: `language-pack-${language}`,
  displayName: `Language pack ${language}`,
  publisher: 'process-view-test',
  version: '1.0.0',
  license: 'SEE LICENSE IN LICENSE',
  engines: { vscode: '^1.95.0' },
  categories: ['Language Packs'],
  contributes: {
    localizations: [
      {
        languageId: language,
        languageName: language,
        localizedLanguageName: language,
        translations: [{ id: 'vscode', path: `./${WORDS}` }],
      },
    ],
  },
});
