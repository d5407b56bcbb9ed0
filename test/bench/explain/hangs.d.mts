import type { HangingProgram } from './hanging-programs.mjs';
import type { HealthyProgram } from './healthy-programs.mjs';
import type { Model } from './tools.mjs';

export function judgeHanging(
  model: Model,
  program: HangingProgram,
): Promise<{ right: boolean; kind?: string; sentence?: string; afterMs?: number }>;
export function judgeHealthy(
  model: Model,
  program: HealthyProgram,
): Promise<{ alarm: string | undefined; failed: string | undefined }>;
