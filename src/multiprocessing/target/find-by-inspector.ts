/** Finds a function's file by V8's inspector, which also tells what a closure has captured: sure, and slow the first time. */

import type { Session } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import { load } from '../on-demand.js';
import { mayReach } from './find-in-source.js';
import { hashOf, type Reference, type Target } from './reference.js';

/** The reference, or the reason why there is none, as the middle of a sentence. */
export function findByInspector(target: Target): Reference | string {
  const seen = inspect(target);
  if (seen.captured !== undefined) {
    const names = seen.captured.slice(0, 5).join(', ');
    return `it is declared inside another function${names && `, whose variables it uses (${names})`}`;
  }
  if (seen.url?.startsWith('node:')) return `it belongs to Node itself (${seen.url})`;
  if (seen.url === undefined || seen.url === '' || /^(evalmachine|\[eval|REPL)/.test(seen.url))
    return 'it was made by eval or at the prompt and is in no file';
  const file = seen.url.startsWith('file:') ? fileURLToPath(seen.url) : seen.url;
  const esm = !(file in load.cache);
  if (target.name === '') return 'it has no name';
  if (!mayReach(target, file)) return 'it is declared inside another function or expression';
  return { kind: 'local', module: file, esm, name: target.name, hash: hashOf(target) };
}

interface Seen {
  url: string | undefined;
  /** The variables of the functions around it; undefined for one at a module's top level. */
  captured: string[] | undefined;
}

type Property = { name: string; value?: { objectId?: string; value?: unknown; description?: string } };

function inspect(target: Target): Seen {
  const inspector = load('node:inspector') as typeof import('node:inspector');
  const session = new inspector.Session();
  const urls = new Map<string, string>();
  session.on('Debugger.scriptParsed', ({ params }) => urls.set(params.scriptId, params.url));
  session.connect();
  try {
    ask(session, 'Debugger.enable', {});
    const id = remoteId(session, target);
    const internal = internals(session, id);
    const location = internal.find((p) => p.name === '[[FunctionLocation]]')?.value?.value as
      | { scriptId: string }
      | undefined;
    const scopes = internal.find((p) => p.name === '[[Scopes]]')?.value?.objectId;
    return {
      url: urls.get(location?.scriptId ?? ''),
      captured: scopes === undefined ? undefined : captured(session, scopes),
    };
  } finally {
    session.disconnect();
  }
}

/** Names the target to the inspector, by way of a global that only exists meanwhile. */
function remoteId(session: Session, target: Target): string {
  const key = Symbol.for('process-view.multiprocessing.inspected');
  const holder = globalThis as { [key]?: Target };
  holder[key] = target;
  const expression = `globalThis[Symbol.for('process-view.multiprocessing.inspected')]`;
  const { result } = ask(session, 'Runtime.evaluate', { expression }) as { result: { objectId: string } };
  delete holder[key];
  return result.objectId;
}

/** What the scopes between the target and its module hold. A CommonJS module is itself a function: the outermost of them. */
function captured(session: Session, scopesId: string): string[] | undefined {
  const scopes = properties(session, scopesId);
  const closures = scopes.filter((scope) => /^(Closure|Block|Catch)\b/.test(descriptionOf(scope)));
  if (!scopes.some((scope) => descriptionOf(scope) === 'Module')) closures.pop();
  const [innermost] = closures;
  return innermost && properties(session, innermost.value!.objectId!).map((variable) => variable.name);
}

const descriptionOf = (property: Property): string => property.value?.description ?? '';

const properties = (session: Session, objectId: string): Property[] =>
  (ask(session, 'Runtime.getProperties', { objectId, ownProperties: true }) as { result: Property[] }).result;

const internals = (session: Session, objectId: string): Property[] =>
  (ask(session, 'Runtime.getProperties', { objectId, ownProperties: true }) as { internalProperties?: Property[] })
    .internalProperties ?? [];

/** A session of the same thread answers before `post` returns. */
function ask(session: Session, method: string, params: object): unknown {
  let answer: unknown;
  let failure: Error | null = null;
  const answered = (error: Error | null, result: unknown) => {
    failure = error;
    answer = result;
  };
  session.post(method, params, answered as Parameters<Session['post']>[1]);
  if (failure) throw failure;
  return answer;
}
