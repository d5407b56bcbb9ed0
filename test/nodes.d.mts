export const versions: { 20: string; 22: string; 24: string; 26: string };
export const majors: (keyof typeof versions)[];
export function nodeBinary(major: number): Promise<string>;
