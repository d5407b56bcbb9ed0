import type { Model } from './tools.mjs';

export interface Plan {
  way: string;
  sends: number;
  takes: number;
  bytes: number;
}
export interface Count {
  sent: number;
  received: number;
  lost: number;
}
export const ways: string[];
export function planOf(random: () => number, index: number): Plan;
export function judge(model: Model, plan: Plan): Promise<{ counted: Count; said: Count; equal: boolean }>;
