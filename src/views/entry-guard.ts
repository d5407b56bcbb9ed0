/** Finds the entry guard of a script: the `if` whose body runs in the first process alone. Knows no editor. */

const condition = [
  String.raw`require\.main\s*={2,3}\s*module`,
  String.raw`module\s*={2,3}\s*require\.main`,
  'isMainProcess',
  String.raw`import\.meta\.main`,
].join('|');

/** At the beginning of a line, so that one in a line comment is none. */
const guard = new RegExp(String.raw`^[ \t]*if\s*\(\s*(?:${condition})\s*(?:\)|&&)`, 'm');
const blockComment = /\/\*[\s\S]*?\*\//g;

/** The line, counted from 0, or undefined where the script has none. */
export function entryGuardLine(text: string): number | undefined {
  // Its line breaks stay, as the lines are counted.
  const code = text.replace(blockComment, (comment) => comment.replace(/[^\n]/g, ' '));
  const found = guard.exec(code);
  return found ? code.slice(0, found.index).split('\n').length - 1 : undefined;
}
