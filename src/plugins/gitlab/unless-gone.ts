import { isRefusal } from '#callboard/core/refusal.ts';

/** What GitLab answers; undefined where it is not there. */
export async function unlessGone<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isRefusal(error, ['gitlab-not-found'])) return undefined;
    throw error;
  }
}
