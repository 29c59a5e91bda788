import { isRefusal, Refusal } from '#callboard/core/refusal.ts';
import type { Repository } from '#callboard/scaffolder/git-host.ts';
import type { GitHubClient } from './github-client.ts';

/**
 * Removes a repository with all that is in it; one that is gone is what was wanted.
 * @throws Refusal `github-forbidden` where the token may not remove repositories
 */
export async function removeRepository(
  { owner, name: repo }: Repository,
  client: GitHubClient,
  signal: AbortSignal,
): Promise<void> {
  try {
    await client.ask(
      (octokit, timed) => octokit.request('DELETE /repos/{owner}/{repo}', { owner, repo, request: { signal: timed } }),
      signal,
    );
  } catch (error) {
    if (isRefusal(error, ['github-not-found'])) return;
    if (!isRefusal(error, ['github-forbidden'])) throw error;
    const hint =
      'A classic token needs the scope "delete_repo", a fine-grained token or an app write access to Administration. Or remove it there.';
    throw new Refusal(error.message, { code: error.code, hint }, { cause: error });
  }
}
