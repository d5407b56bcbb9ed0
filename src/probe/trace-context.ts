/**
 * A preload of its own, for runs whose spans are sent: puts this process's span into TRACEPARENT (W3C Trace Context), where what the program
 * itself traces finds its parent, and every process that it starts. Runs that send none do not load it.
 */
import { environment, type ProbeOptions } from '../wire/handshake.js';
import { runEnvironment } from '../wire/source-maps.js';
import { processSpanId } from '../wire/span-ids.js';

try {
  const { [runEnvironment]: variables } = globalThis as { [runEnvironment]?: Record<string, string> };
  const { trace }: Partial<ProbeOptions> = JSON.parse(variables?.[environment.options] ?? '{}');
  if (trace) process.env.TRACEPARENT = `00-${trace.id}-${processSpanId(trace.seed, process.pid, process.ppid)}-01`;
} catch {
  // Nothing of ours may keep the program from running.
}
