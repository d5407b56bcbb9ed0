/** While a run goes on, what has stood still for so long, microseconds, seems to hang. */
export const STANDS = 2_000_000;
