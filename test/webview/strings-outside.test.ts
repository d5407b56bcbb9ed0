/** No text of the panel stands outside its tables of texts: neither between tags nor in what a pointer or a screen reader is told. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';

/** Attributes whose values a person reads or hears. */
const told = /^(title|placeholder|alt|label|aria-(label|description|roledescription|valuetext|placeholder))$/;
/** What reads the same in every language: the product's name, terms of Node and units. */
const names = /^(Process View|pid|CPU|MB|kB|ms|s|µs|B)$/;

test('between tags and in what is told there are only texts from a table', () => {
  const files = readdirSync('src/webview', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  );
  assert.ok(files.length > 30, 'the parts were found');
  assert.deepEqual(
    files.flatMap((name) => outside(`src/webview/${name}`)),
    [],
  );
});

test('a text that stands outside is found', () => {
  const code = 'const a = <p title="Open it" class="x y">now <b>{"Go on"}</b>{t("ok")}{n + " left"}</p>;';
  assert.deepEqual(outside('a.tsx', code), ['a.tsx: Open it', 'a.tsx: now', 'a.tsx: Go on', 'a.tsx: left']);
});

function outside(file: string, code = readFileSync(file, 'utf8')): string[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const note = (text: string): void => {
    const plain = text.trim();
    if (/\p{Letter}{2}/u.test(plain) && !names.test(plain)) found.push(`${file}: ${plain}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node.text);
    else if (ts.isJsxAttribute(node) && told.test(node.name.getText()))
      node.initializer && literals(node.initializer, note);
    else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression)
      shown(node.expression, note);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Literals that are themselves the value: not what is handed to a function, looked up by or compared with. */
function literals(node: ts.Node, note: (text: string) => void): void {
  if (ts.isStringLiteral(node)) note(node.text);
  else if (ts.isJsxExpression(node) && node.expression) shown(node.expression, note);
}

function shown(node: ts.Expression, note: (text: string) => void): void {
  if (ts.isStringLiteralLike(node)) note(node.text);
  else if (ts.isTemplateExpression(node)) {
    note(node.head.text);
    for (const { literal } of node.templateSpans) note(literal.text);
  } else if (ts.isConditionalExpression(node)) {
    shown(node.whenTrue, note);
    shown(node.whenFalse, note);
  } else if (ts.isBinaryExpression(node) && /^(&&|\|\||\?\?|\+)$/.test(node.operatorToken.getText())) {
    if (node.operatorToken.getText() === '+') shown(node.left, note);
    shown(node.right, note);
  } else if (ts.isParenthesizedExpression(node)) shown(node.expression, note);
}
