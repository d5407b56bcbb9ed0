/** The words of `process-view run` that are ours: its options, and where the script begins. */
import { defaultProbeOptions } from '../wire/handshake.js';

export const options = {
  record: { type: 'string' },
  runner: { type: 'string', default: 'auto' },
  node: { type: 'string' },
  typescript: { type: 'string' },
  quiet: { type: 'boolean', default: false },
  'preview-bytes': { type: 'string', default: `${defaultProbeOptions.previewBytes}` },
  'no-payload': { type: 'boolean', default: false },
  redact: { type: 'string', multiple: true, default: [] as string[] },
  'redact-defaults': { type: 'boolean', default: false },
  otlp: { type: 'string' },
  'env-file': { type: 'string', multiple: true, default: [] as string[] },
  'poll-interval': { type: 'string' },
  grace: { type: 'string', default: '2' },
} as const;

/** The first word that is neither an option nor an option's value. */
export function scriptIndex(args: string[]): number {
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (word === '--') {
      args.splice(i, 1);
      return i;
    }
    if (!word.startsWith('-')) return i;
    const option = options[word.slice(2) as keyof typeof options];
    if (option?.type === 'string') i++;
  }
  return args.length;
}
