/** What could be typed next in a file of rules. */
import * as vscode from 'vscode';
import { completeRule } from '../recording/rules/complete.js';
import { ruleFilePattern, subjectOf } from './rule-files.js';
import type { Runs } from './runs.js';

/** The names are those of the latest run. */
export function registerRuleCompletion(runs: Runs): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    provideCompletionItems(document, position) {
      if (!subjectOf(document.uri.fsPath)) return [];
      const { items, from, to } = completeRule(document.getText(), document.offsetAt(position), runs.latest?.recording);
      const range = new vscode.Range(document.positionAt(from), document.positionAt(to));
      return items.map(({ label, insert, detail }, i) => {
        const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Keyword);
        return Object.assign(item, { insertText: insert, detail, range, sortText: String(i).padStart(3, '0') });
      });
    },
  };
  return vscode.languages.registerCompletionItemProvider({ pattern: ruleFilePattern }, provider, ' ', '(', '"');
}
