/** The command `process-view`: finds the command's own file and turns errors into sentences. */

import { languageOf, speak } from '../language.js';
import { RecordingError } from '../recording/errors.js';
import { RunError } from '../session/errors.js';
import { FileError, UsageError } from './errors.js';
import { systemLanguage, withoutLanguage } from './language.js';
import { scriptIndex } from './run-words.js';
import { texts } from './texts.js';
import { version } from './version.js';

/** Nothing was run or shown. */
const FAILED = 2;

/** Each loaded only when it is asked for: a run is to begin without what the others need. */
const commands: Record<string, (args: string[]) => Promise<number>> = {
  run: async (args) => (await import('./run.js')).runCommand(args),
  listen: async (args) => (await import('./listen.js')).listenCommand(args),
  show: async (args) => (await import('./show.js')).showCommand(args),
  open: async (args) => (await import('./open-command.js')).openCommand(args),
  explain: async (args) => (await import('./explain.js')).explainCommand(args),
  end: async (args) => (await import('./end.js')).endCommand(args),
  diff: async (args) => (await import('./diff.js')).diffCommand(args),
  check: async (args) => (await import('./check.js')).checkCommand(args),
  repeat: async (args) => (await import('./repeat.js')).repeatCommand(args),
  merge: async (args) => (await import('./merge.js')).mergeCommand(args),
  export: async (args) => (await import('./export.js')).exportCommand(args),
};

async function main(words: string[]): Promise<number> {
  const [command, ...args] = inLanguage(words);
  if (command === '--help' || command === '-h' || command === 'help') return print(texts.usage);
  if (command === '--version' || command === '-v') return print(`${version}\n`);
  if (command === undefined) throw new UsageError(texts.noCommand);
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (run === undefined) throw new UsageError(texts.unknownCommand(command));
  return run(args);
}

/** Chooses the language, and gives the words that say something else. */
function inLanguage(words: string[]): string[] {
  speak(systemLanguage(process.env));
  const { asked, rest } = withoutLanguage(words, ownWords(words));
  if (asked === undefined) return rest;
  if (!/^(en|zh|qps)(?![a-z])/i.test(asked)) throw new UsageError(texts.unknownLanguage(asked));
  speak(languageOf(asked));
  return rest;
}

/** How many words are not the script's. */
function ownWords([command, ...args]: string[]): number {
  if (command === 'run' || command === 'listen') return 1 + scriptIndex(args);
  return command === 'repeat' ? 2 + scriptIndex(args.slice(1)) : 1 + args.length;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function explain(error: unknown): number {
  if (error instanceof UsageError) process.stderr.write(`process-view: ${texts.withHelp(error.message)}\n`);
  else if (error instanceof RunError || error instanceof RecordingError || error instanceof FileError)
    process.stderr.write(`process-view: ${error.message}\n`);
  else process.stderr.write(`process-view: ${texts.unexpected}\n${error instanceof Error ? error.stack : error}\n`);
  return FAILED;
}

// Whoever reads along may stop reading; that ends neither a run nor its recording.
process.stderr.on('error', () => {});

main(process.argv.slice(2))
  .catch(explain)
  .then((code) => {
    process.exitCode = code;
  });
