/** Where spans go: a collector's address and the headers that it wants, given or in OpenTelemetry's own variables. */
import { UsageError } from './errors.js';
import { exportTexts } from './export-texts.js';

export interface Endpoint {
  url: string;
  headers: Record<string, string>;
  /** How long an answer is waited for. */
  timeoutMs: number;
  /** How long a run that is over stays for what has not been taken. */
  lastMs: number;
}

const TIMEOUT_MS = 10_000;
const LAST_MS = 5000;

/** `env` for a word asks for the address that OpenTelemetry's variables have. */
export function endpointNamed(word: string, env: NodeJS.ProcessEnv): Endpoint {
  const headers = headersIn(env.OTEL_EXPORTER_OTLP_TRACES_HEADERS ?? env.OTEL_EXPORTER_OTLP_HEADERS);
  const given = Number(env.OTEL_EXPORTER_OTLP_TRACES_TIMEOUT ?? env.OTEL_EXPORTER_OTLP_TIMEOUT);
  const url = `${word === 'env' ? addressIn(env) : address(word)}`;
  return { url, headers, timeoutMs: given > 0 ? given : TIMEOUT_MS, lastMs: given > 0 ? given : LAST_MS };
}

/** Of a collector's own address, the path that the protocol gives to traces. */
function address(word: string): URL {
  const url = parsed(word);
  if (url.pathname === '/') url.pathname = '/v1/traces';
  return url;
}

/** The address for traces is taken as it is, of that for everything the path is below it. */
function addressIn({
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own,
  OTEL_EXPORTER_OTLP_ENDPOINT: all,
}: NodeJS.ProcessEnv): URL {
  if (own) return parsed(own);
  if (!all) throw new UsageError(exportTexts.noEndpointInEnv);
  const url = parsed(all);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/traces`;
  return url;
}

function parsed(word: string): URL {
  const url = URL.canParse(word) ? new URL(word) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new UsageError(exportTexts.badEndpoint(word));
  return url;
}

/** `name=value,other=value`, the values percent-encoded. */
function headersIn(text = ''): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.split('='));
  return Object.fromEntries(
    pairs.flatMap(([name = '', ...value]) =>
      name.trim() === '' ? [] : [[name.trim(), decoded(value.join('=').trim())]],
    ),
  );
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // A percent sign that stands for itself.
  }
}
