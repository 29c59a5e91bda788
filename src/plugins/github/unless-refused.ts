import { isRefusal } from '#callboard/core/refusal.ts';

/** What GitHub answers; undefined where it refuses with one of the codes, which say that the thing is not there. */
export async function unlessRefused<Answer>(
  ask: () => Promise<Answer>,
  codes: readonly string[] = ['github-not-found'],
): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isRefusal(error, codes)) return undefined;
    throw error;
  }
}
