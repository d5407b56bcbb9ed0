/** The command `process-view`: finds the command's own file and turns errors into sentences. */
import { RecordingError } from '../recording/index.js';
import { RunError } from '../session/index.js';
import { diffCommand } from './diff.js';
import { FileError, UsageError } from './errors.js';
import { explainCommand } from './explain.js';
import { openCommand } from './open-command.js';
import { runCommand } from './run.js';
import { showCommand } from './show.js';
import { texts } from './texts.js';
import { version } from './version.js';

/** Nothing was run or shown. */
const FAILED = 2;

const commands: Record<string, (args: string[]) => Promise<number>> = {
  run: runCommand,
  show: showCommand,
  open: openCommand,
  explain: explainCommand,
  diff: diffCommand,
};

async function main([command, ...args]: string[]): Promise<number> {
  if (command === '--help' || command === '-h' || command === 'help') return print(texts.usage);
  if (command === '--version' || command === '-v') return print(`${version}\n`);
  if (command === undefined) throw new UsageError(texts.noCommand);
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (run === undefined) throw new UsageError(texts.unknownCommand(command));
  return run(args);
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function explain(error: unknown): number {
  if (error instanceof UsageError) process.stderr.write(`process-view: ${error.message} ${texts.tryHelp}\n`);
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
