/** For how long the command line performs a run; another instance takes up one that it left, killed in the middle, after that. */
export const abandonedAfterMs = 60_000;

/** When a run that is begun now counts as left. */
export const abandonedAt = (now: Date): Date => new Date(now.getTime() + abandonedAfterMs);
