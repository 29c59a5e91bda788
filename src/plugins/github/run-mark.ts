/** GitHub refuses a longer description, and one with control characters. */
const descriptionCharacters = 350;

/** The description of a repository that a run is making: its end names the run until the first commit does. */
export function markDescription(description: string, runId: string): string {
  const mark = markOf(runId);
  return fit(description, descriptionCharacters - mark.length) + mark;
}

/** Whether a repository's description says that this run is making it. */
export function isMarked(description: string | null, runId: string): boolean {
  return description?.endsWith(markOf(runId)) === true;
}

/** The description of a finished repository: one line, as long as GitHub takes it. */
export function plainDescription(description: string): string {
  return fit(description, descriptionCharacters);
}

function markOf(runId: string): string {
  return ` [callboard:${runId}]`;
}

function fit(text: string, limit: number): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1).trimEnd()}…`;
}
