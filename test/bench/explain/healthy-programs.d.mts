export interface HealthyProgram {
  name: string;
  source: string;
}
export function healthyPrograms(seed: number, count?: number): HealthyProgram[];
