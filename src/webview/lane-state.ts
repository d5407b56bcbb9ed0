/** What a lane does at a step, as the picture, the tree and the state view tell it apart. Pure. */
import type { Recording, State, WaitKind } from '../recording/index.js';
import { endedBadly } from './describe.js';
import type { LaneState } from './paint/patterns.js';

export type LaneLook = Exclude<LaneState, 'mixed'> | 'unborn' | 'exited' | 'bad';

export function stateOfLane(recording: Recording, state: State, lane: number): LaneLook {
  const found = state.lanes[lane];
  if (!found || found.life === 'unborn') return 'unborn';
  const process = recording.processes[recording.lanes[lane]!.process]!;
  if (found.life === 'exited') return endedBadly(process) ? 'bad' : 'exited';
  const wait = found.waits.at(-1);
  if (wait !== undefined) return lookOfWait(recording.waits.kind(wait));
  return process.blind ? 'blind' : 'running';
}

export function lookOfWait(kind: WaitKind): Exclude<LaneState, 'mixed'> {
  switch (kind) {
    case 'join':
      return 'join';
    case 'put':
      return 'full';
    case 'lock':
      return 'lock';
    case 'pool':
      return 'pool';
    case 'debugger':
      return 'paused';
    case 'get':
    case 'recv':
    case 'message':
      return 'message';
  }
}
