import type { Model } from './tools.mjs';

export interface AfterlifeScene {
  name: string;
  source: string;
  kinds?: string[];
}
export const scenes: AfterlifeScene[];
export function judge(model: Model, scene: AfterlifeScene): Promise<{ right: boolean; cells: (string | number)[] }>;
