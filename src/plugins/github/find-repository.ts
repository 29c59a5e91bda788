import { isRefusal } from '#callboard/core/refusal.ts';
import type { FoundRepository, WantedRepository } from '#callboard/scaffolder/hosts/remote-host.ts';
import { isMarked } from '#callboard/scaffolder/hosts/run-mark.ts';
import type { GitHubClient } from './github-client.ts';

/**
 * Reads a repository and the newest commit of a branch.
 * @returns undefined where there is no such repository, or the bot may not see it
 * @throws Refusal
 */
export async function findRepository(
  client: GitHubClient,
  { owner, name: repo, runId, branch }: WantedRepository,
  signal: AbortSignal,
): Promise<FoundRepository | undefined> {
  const answer = await unlessRefused(['github-not-found'], () =>
    client.ask(
      (octokit, timed) => octokit.request('GET /repos/{owner}/{repo}', { owner, repo, request: { signal: timed } }),
      signal,
    ),
  );
  if (answer === undefined) return undefined;
  const { data } = answer;
  // GitHub answers 409 where there is no commit at all, 404 or 422 where there is no such branch.
  const head = await unlessRefused(['github-empty', 'github-not-found', 'github-request-refused'], () =>
    client.ask(
      (octokit, timed) =>
        octokit.request('GET /repos/{owner}/{repo}/commits/{ref}', {
          owner,
          repo,
          ref: branch ?? data.default_branch,
          request: { signal: timed },
        }),
      signal,
    ),
  );
  return {
    repository: { owner: data.owner.login, name: data.name, webUrl: data.html_url, cloneUrl: data.clone_url },
    isMarked: isMarked(data.description, runId),
    head: head && { commit: head.data.sha, message: head.data.commit.message },
  };
}

async function unlessRefused<Answer>(
  codes: readonly string[],
  ask: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isRefusal(error, codes)) return undefined;
    throw error;
  }
}
