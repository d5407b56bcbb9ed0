/**
 * The panel's modules as one script, for a page that needs no other file: the script has them as texts, and makes a module of each when
 * it is imported. So the panel is shipped once, not once more in one piece.
 */

/** `read`: the text of a module by its name. Only those are taken that `main` leads to. */
export async function oneScript(main: string, read: (name: string) => Promise<string>): Promise<string> {
  const texts: Record<string, string> = {};
  for (const names = [main]; names.length > 0; ) {
    const name = names.pop()!;
    if (Object.hasOwn(texts, name)) continue;
    texts[name] = await read(name);
    names.push(...[...texts[name].matchAll(IMPORTED)].map(([, imported]) => imported!));
  }
  return `(${LOADER})(${JSON.stringify(texts)}, ${JSON.stringify(main)});\n`;
}

/** Of what the panel is built, each module names the others like this. */
const IMPORTED = /"\.\/(part-[\w-]+\.js)"/g;

/** What is imported at once is made at once, and never in a circle; what may be imported later is made then, and may lead back. */
const LOADER = `(texts, main) => {
  const urls = {};
  const urlOf = (name) => (urls[name] ??= URL.createObjectURL(new Blob([linked(texts[name])], { type: 'text/javascript' })));
  const linked = (text) =>
    text
      .replace(/import\\("\\.\\/(part-[\\w-]+\\.js)"\\)/g, 'import(processViewModule("$1"))')
      .replace(/"\\.\\/(part-[\\w-]+\\.js)"/g, (_, name) => JSON.stringify(urlOf(name)));
  globalThis.processViewModule = urlOf;
  import(urlOf(main));
}`;
