const trailerPattern = /^Callboard-Run: (\S+)$/m;

/** The last line of a commit's message, naming the run that made it. */
export function runTrailer(runId: string): string {
  return `Callboard-Run: ${runId}`;
}

/** The id of the run that made the commit, read from its message; undefined where no run did. */
export function readRunTrailer(message: string): string | undefined {
  return trailerPattern.exec(message)?.[1];
}
