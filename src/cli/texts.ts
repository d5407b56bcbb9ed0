/** Every sentence of the command line, in English; those in Chinese stand beside it. */
import { inLanguages } from '../language.js';
import { chinese } from './texts-zh-cn.js';

const english = {
  usage: `Process View: see multi-process programs.

Usage:
  process-view run [options] SCRIPT [ARGS…]   run a script and follow all its processes
  process-view listen [options of run] SCRIPT  record a script that a debugger starts: prints what it must be given
  process-view show FILE [options]            print what a recording holds
  process-view open FILE [FILE]               show a recording in a browser, or two side by side
  process-view explain FILE [--at N] [--json] why it hangs, where messages went, why it is slow, what was left behind
  process-view explain FILE --hangs [--json]  only whether a run that goes on seems to hang now; 1 where it does
  process-view end FILE                       end the processes that a run has left behind
  process-view diff FILE FILE [--json]        where two runs differ, and whether that is a race; 1 where they do
  process-view check FILE RULES               hold a recording to a file of rules; 1 where one is broken
  process-view export FILE --to FORMAT [options]
                                              for Perfetto, Chrome, OpenTelemetry, spreadsheets, browsers, Markdown
  process-view merge FILE FILE… --out FILE    the recordings of several hosts as one
  process-view repeat N [--record FOLDER] [options of run] SCRIPT [ARGS…]
                                              run it N times: the distinct orders that occur, with counts, and
                                              with a folder a recording of each

Options of run:
  --record FILE.pvrec      write the recording there; %p in the name stands for the pid of this run
  --runner NAME            how TypeScript is run: auto (default), ts-node, tsx or node
  --node PATH              the Node.js to run with (default: the one on the PATH)
  --typescript FOLDER      the TypeScript for ts-node where the project has none that it can use
  --preview-bytes N        keep so much of each message's content (default 1024; 0 keeps none)
  --no-payload             keep nothing of what messages and outputs say, only how much it was
  --redact PATTERN         keep no text that matches this regular expression; as often as needed
  --redact-defaults        nor what looks like a password, a token or a private key
  --env-file FILE          variables for the script from a .env file; those that are set already win
  --otlp URL               send spans to an OpenTelemetry collector while it runs, as in http://localhost:4318;
                           env takes the address from OTEL_EXPORTER_OTLP_ENDPOINT
  --poll-interval MS       how often CPU and memory are measured: 100 to 5000 (default 1000; 3000 on Windows)
  --grace SECONDS          from the polite end of a stop to the forced one (default 2)
  --quiet                  say nothing but errors

Options of show:
  --tree                   the processes as a tree
  --log                    the messages and other events, one per line
  --json                   the events in order, one JSON object per line, with their places in the source
  --at N                   the state at step N, or the log up to there
  --filter EXPRESSION      only the events that match, as in: type:send process:main text:hello

Options of export:
  --to FORMAT              perfetto, chrome, otlp, csv, html, mermaid or svg
  --out FILE               write it there (default: standard output)
  --filter EXPRESSION, --from-step N, --to-step N
                           only that part
  --endpoint URL           send the spans of otlp to a collector, as in http://localhost:4318

  --help, --version
  --lang en|zh-CN          the language of all this; else PROCESS_VIEW_LANG, else that of the system

run gives the script's own exit code (128 and the number where a signal ended it); 2 where it could not be run.
`,
  withHelp: (problem: string) => `${problem} Run process-view --help to see what there is.`,
  unexpected: 'Process View itself has failed; the script is not to blame. Please report this:',
  noCommand: 'No command was given.',
  unknownCommand: (word: string) => `There is no command "${word}".`,
  noScript: 'run needs a script, as in: process-view run main.ts',
  noFile: (command: string) => `${command} needs a recording, as in: process-view ${command} run.pvrec`,
  oneFile: (command: string) => `${command} takes one recording.`,
  twoAtMost: 'open takes one recording, or two to compare.',
  twoFiles: 'diff needs two recordings, as in: process-view diff yesterday.pvrec today.pvrec',
  recordingAndRules: 'check needs a recording and a file of rules, as in: process-view check run.pvrec run.rules',
  noRules: (file: string) => `${file} has no rules. A rule is a line, as in: every put is got`,
  ruleHolds: (rule: string) => `holds   ${rule}`,
  ruleBroken: (rule: string, where: string, why: string) => `broken  ${rule}${where}: ${why}`,
  where: (step: number, place: string) => ` (step ${step}${place === '' ? '' : `, ${place}`})`,
  timesAndScript: 'repeat needs a number and a script, as in: process-view repeat 50 main.ts',
  notRepeated: 'The script could not be run, so it was not repeated.',
  distinctOrders: (runs: number, orders: number) =>
    `${runs} ${runs === 1 ? 'run' : 'runs'}, ${orders} distinct ${orders === 1 ? 'order' : 'orders'}.`,
  usualOrder: (count: number, run: number) => `${count}×, first in run ${run}.`,
  keptOrder: (file: string) => `  kept in ${file}`,
  otherOrder: (count: number, run: number, difference: string) =>
    `${count}×, first in run ${run}. Against the most frequent: ${difference}`,
  unknownOption: (option: string) => `There is no option ${option}.`,
  noValue: (option: string) => `${option} needs a value.`,
  strayValue: (option: string) => `${option} takes no value.`,
  ambiguousValue: (option: string) => `The value of ${option} begins with "-": write ${option}=VALUE.`,
  strayWord: (word: string) => `"${word}" is one word too many.`,
  badEnvFile: (file: string, why: string) => `The file of variables ${file} cannot be read: ${why}.`,
  envFileNeeds: 'the Node.js that runs Process View is older than 20.12',
  unknownLanguage: (word: string) => `There is no language "${word}". Choose en or zh-CN.`,
  unknownRunner: (word: string) => `There is no runner "${word}". Choose auto, ts-node, tsx or node.`,
  notANumber: (option: string, word: string) => `${option} wants a whole number from 0, not "${word}".`,
  notAPollInterval: (option: string, word: string) => `${option} wants 100 to 5000 milliseconds, not "${word}".`,
  notSeconds: (option: string, word: string) => `${option} wants a number of seconds, not "${word}".`,
  badFilter: (filter: string, why: string) => `The filter "${filter}" is not understood: ${why}`,
  oneView: 'Choose one of --tree, --log and --json.',
  summary: (processes: number, sends: number, receives: number, duration: string, end: string) =>
    `${processes} ${processes === 1 ? 'process' : 'processes'}, ${sends} ${sends === 1 ? 'message' : 'messages'} sent and ${receives} received, ${duration}, ${end}`,
  endedBy: (signal: string) => `ended by ${signal}`,
  exitCode: (code: number) => `exit code ${code}`,
  recorded: (summary: string, file: string) => `${summary}, recorded in ${file}`,
  lost: (count: number, why: string) => `lost ${count}: ${why}`,
  lostShort: (count: number, why: string) => `${count}: ${why}`,
  stillRunning: (list: string) => `still running: ${list}`,

  unreadable: (file: string, why: string) => `${file} cannot be read: ${why}. Check the path.`,
  fileReasons: {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is not a folder',
    Z_DATA_ERROR: 'it is not compressed, as its name says, or it is damaged',
    Z_BUF_ERROR: 'it is compressed and cut off',
  } as Record<string, string>,
  cut: (bytes: number, steps: number) =>
    `The recording is cut off in the middle of a line: its last ${bytes} bytes are left out, the ${steps} steps before them are shown.`,
  garbage: (count: number) => `${count} ${count === 1 ? 'line is' : 'lines are'} no event and left out.`,
  tooLong: (count: number) => `${count} ${count === 1 ? 'line is' : 'lines are'} longer than 4 MB and left out.`,

  whyItHangs: 'Why it hangs:',
  whereMessagesWent: 'Where messages went:',
  leftBehind: 'Left behind:',
  notComplete: 'Not known:',
  channels: 'Channels:',
  whySlow: 'What took its time:',
  aliveNow: (command: string, pid: number, holds: string[]) =>
    `${command} (${pid}) is still alive${holds.length === 0 ? '' : ` and keeps open ${holds.join(', ')}`}.`,
  holdsPort: (address: string) => `the port ${address}`,
  holdsSocket: (path: string) => `the socket ${path}`,
  holdsFile: (path: string) => `the file ${path}`,
  toEndThem: (file: string) => `To end what is still alive: process-view end ${file}`,
  nothingLeft: 'Nothing of this run is alive.',
  leftEnded: (command: string, pid: number) => `Ended ${command} (${pid}).`,
  leftStays: (command: string, pid: number) => `${command} (${pid}) could not be ended: it may be another user's.`,
  otherMachine: (file: string) =>
    `${file} was recorded on another machine, or before this one was started: nothing of it can be alive here, and nothing was ended.`,
  cannotTellLeft:
    'On this system it cannot be told which processes are of this run, and nothing was ended. End them by hand, by the pids that explain prints.',
  nothingWrong: 'Nothing is wrong: nobody hangs, no message is lost, nothing was left behind, nothing is missing.',

  panelAt: (name: string, address: string) => `The panel of ${name} is at ${address}`,
  beside: (name: string, other: string) => `${name} beside ${other}`,
  openPanel: 'Open it in a browser. Ctrl-C ends it.',
  cannotOpen: (file: string, why: string) => `Cannot open ${file}: ${why}`,
  openReasons: {
    ENOENT: 'there is no such file. Check the path; process-view run --record FILE.pvrec makes one.',
    EACCES: 'you may not read it. Check its permissions.',
    EISDIR: 'it is a folder. Give the path of a .pvrec file.',
    other: 'it is not a file. Give the path of a .pvrec file.',
  } as Record<string, string>,

  running: 'running',
  waiting: (what: string) => `waits for ${what}`,
  blind: 'blind',
  blocking: 'blocking',
  gone: 'gone (no exit code known)',
  notReceived: 'not received',
  collector: 'process-view',
  after: (time: string) => `after ${time}`,
  exited: (code: number | undefined) => (code === undefined ? 'exited' : `exit code ${code}`),
  killedBy: (signal: string) => `killed by ${signal}`,
  thread: (thread: number, name: string | undefined) => `thread ${thread}${name === undefined ? '' : ` ${name}`}`,
  error: (name: string, message: string) => `${name}: ${message}`,
  state: (processes: number, sends: number, receives: number, step: number, steps: number) =>
    `${processes} ${processes === 1 ? 'process' : 'processes'}, ${sends} sent, ${receives} received, step ${step} of ${steps}`,
};

export type CliTexts = typeof english;
export const texts = inLanguages<CliTexts>(english, chinese);
