/** What the quick way compares lines with: the fields' names as they stand in JSON, and the bits by which fields are marked as read. */
import { typeCode } from '../rows.js';
import { outcomes, type WaitKind } from '../waits.js';
import { type Literal, literalOf } from './scan.js';

export const TYPE_AT = '{"type":"'.length;
export const COMMA = 0x2c;
export const BRACE = 0x7d;
export const NEWLINE = 0x0a;
export const QUOTE = 0x22;
export const MOST_KINDS = 0xffff;
export const JOIN = 0;

export const PID = literalOf(',"pid":');
export const TID = literalOf(',"tid":');
export const SEQ = literalOf(',"seq":');
export const AT = literalOf(',"at":');
export const MESSAGE = literalOf(',"message":"');
export const CHANNEL = literalOf(',"channel":"');
export const BYTES = literalOf(',"bytes":');
export const KIND = literalOf(',"kind":"');
export const PAYLOAD = literalOf(',"payload":"');
export const TEXT = literalOf(',"text":"');
export const TRUNCATED = literalOf(',"truncated":true');
export const STDOUT = literalOf(',"stream":"stdout"');
export const STDERR = literalOf(',"stream":"stderr"');
export const WAIT = literalOf(',"wait":');
export const BLOCKING = literalOf(',"blocking":true');

export const MESSAGE_BIT = 1;
export const CHANNEL_BIT = 2;
export const BYTES_BIT = 4;
export const KIND_BIT = 8;
export const TEXT_BIT = 16;
export const TRUNCATED_BIT = 32;
export const STREAM_BIT = 64;
export const WAIT_BIT = 128;
export const FOR_BIT = 256;
export const BLOCKING_BIT = 512;
export const OUTCOME_BIT = 1024;
export const AT_BIT = 2048;

/** By type: how its line begins, and which fields it must have. */
export const heads: Record<number, Literal> = {};
export const needed: Record<number, number> = {
  [typeCode.send]: MESSAGE_BIT | CHANNEL_BIT,
  [typeCode.receive]: MESSAGE_BIT | CHANNEL_BIT,
  [typeCode.output]: STREAM_BIT | TEXT_BIT,
  [typeCode.wait]: WAIT_BIT | FOR_BIT,
  [typeCode.wake]: WAIT_BIT | OUTCOME_BIT,
};
for (const type of ['send', 'receive', 'output', 'wait', 'wake'] as const) {
  heads[typeCode[type]] = literalOf(`{"type":"${type}","time":`);
}

export const outcomeLiterals = outcomes.map((outcome) => literalOf(`,"outcome":"${outcome}"`));

/** A wait's reason up to what it is about; A pool's is left to the slow way. */
export const reasonLiterals = (
  ['join', 'get', 'put', 'recv', 'lock', 'message'] as const satisfies readonly WaitKind[]
).map((kind, code) => ({
  code,
  literal: literalOf(`,"for":{"kind":"${kind}",${kind === 'join' ? '"child":' : '"channel":"'}`),
}));
