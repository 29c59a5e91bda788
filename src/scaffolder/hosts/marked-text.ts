/**
 * The body of an issue or a pull request that a run makes: an unseen comment at its end names the run, so that it is
 * found again.
 */
export function markText(body: string, runId: string): string {
  return `${body}\n\n${commentOf(runId)}`.trimStart();
}

/** Whether the run made what has that body. */
export function isMarkedText(body: string | null | undefined, runId: string): boolean {
  return body?.includes(commentOf(runId)) === true;
}

const commentOf = (runId: string): string => `<!-- callboard:${runId} -->`;
