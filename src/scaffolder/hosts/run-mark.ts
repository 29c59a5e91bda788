/**
 * The description of a repository that a run is making: its end names the run until the first commit does.
 * @param limit how many characters the host takes
 */
export function markDescription(description: string, runId: string, limit: number): string {
  const mark = markOf(runId);
  return fit(description, limit - mark.length) + mark;
}

/** Whether a repository's description says that this run is making it. */
export function isMarked(description: string | null | undefined, runId: string): boolean {
  return description?.endsWith(markOf(runId)) === true;
}

/** The description without the run's mark, where it has it. */
export function withoutMark(description: string, runId: string): string {
  return isMarked(description, runId) ? description.slice(0, -markOf(runId).length) : description;
}

/** The description of a finished repository: one line, since hosts refuse control characters, as long as its host takes it. */
export function plainDescription(description: string, limit: number): string {
  return fit(description, limit);
}

function markOf(runId: string): string {
  return ` [callboard:${runId}]`;
}

function fit(text: string, limit: number): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1).trimEnd()}…`;
}
