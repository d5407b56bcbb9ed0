/** Which process of one run plays the part of which of another: by place in the tree, name, target and line of source, never by pid. */

import { processName } from '../labels.js';
import type { Process } from '../processes.js';
import type { Recording } from '../recording.js';
import { baseName, childrenOf, roots } from '../tree.js';

export interface Alignment {
  /** Pairs of indexes of processes, in the order of the first run's tree. */
  readonly pairs: readonly (readonly [a: number, b: number])[];
  readonly onlyA: readonly number[];
  readonly onlyB: readonly number[];
}

export function alignProcesses(a: Recording, b: Recording): Alignment {
  const pairs: [number, number][] = [];
  const matched = matchSiblings(a, roots(a), b, roots(b));
  for (let next = matched.shift(); next !== undefined; next = matched.shift()) {
    const [left, right] = next;
    pairs.push([left.index, right.index]);
    matched.push(...matchSiblings(a, childrenOf(a, left), b, childrenOf(b, right)));
  }
  const rest = (recording: Recording, side: 0 | 1): number[] => {
    const known = new Set(pairs.map((pair) => pair[side]));
    return recording.processes.filter((p) => !p.collector && !known.has(p.index)).map(({ index }) => index);
  };
  return { pairs, onlyA: rest(a, 0), onlyB: rest(b, 1) };
}

/**
 * First those of one name, with the same arguments and started from the same line; of what is left, as the source may have been edited
 * above that line and arguments may be made of whatever the run found, those that agree in less.
 */
function matchSiblings(a: Recording, left: Process[], b: Recording, right: Process[]): [Process, Process][] {
  const pairs: [Process, Process][] = [];
  for (const parts of agreements) {
    const rest = (all: Process[], side: 0 | 1) =>
      all.filter((process) => !pairs.some((pair) => pair[side] === process));
    const key = (process: Process, isLeft: boolean) => {
      const known = keyOf(isLeft ? a : b, process);
      return parts.map((part) => known[part]).join('\n');
    };
    pairs.push(...matchBy(rest(left, 0), rest(right, 1), key));
  }
  return pairs.sort(([p], [q]) => left.indexOf(p) - left.indexOf(q));
}

const agreements = [['name', 'args', 'line'], ['name', 'args'], ['name', 'line'], ['name']] as const;

function matchBy(left: Process[], right: Process[], key: (process: Process, isLeft: boolean) => string) {
  const waiting = new Map<string, Process[]>();
  for (const process of right) waiting.set(key(process, false), [...(waiting.get(key(process, false)) ?? []), process]);
  return left.flatMap((process): [Process, Process][] => {
    const partner = waiting.get(key(process, true))?.shift();
    return partner === undefined ? [] : [[process, partner]];
  });
}

function keyOf(recording: Recording, { index, pid, spawnRow, command }: Process) {
  const at = spawnRow < 0 ? undefined : recording.location(recording.stepOf(spawnRow));
  // A process without a name may be called after its pid.
  const name = processName(recording, index);
  return {
    name: name === `${pid}` ? '' : name,
    args: command.slice(1).join(' '),
    line: at ? `${baseName(at.file)}:${at.line}` : '',
  };
}
