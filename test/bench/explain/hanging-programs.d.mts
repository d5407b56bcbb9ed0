export interface HangingProgram {
  name: string;
  kind: string;
  kinds: string[];
  source: string;
}
export function hangingPrograms(seed: number): HangingProgram[];
