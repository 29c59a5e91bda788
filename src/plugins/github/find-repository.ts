import type { FoundRepository, WantedRepository } from '#callboard/scaffolder/hosts/remote-host.ts';
import { isMarked } from '#callboard/scaffolder/hosts/run-mark.ts';
import type { GitHubClient } from './github-client.ts';
import { unlessRefused } from './unless-refused.ts';

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
  const answer = await unlessRefused(() =>
    client.ask(
      (octokit, timed) => octokit.request('GET /repos/{owner}/{repo}', { owner, repo, request: { signal: timed } }),
      signal,
    ),
  );
  if (answer === undefined) return undefined;
  const { data } = answer;
  // GitHub answers 409 where there is no commit at all, 404 or 422 where there is no such branch.
  const readHead = () =>
    client.ask(
      (octokit, timed) =>
        octokit.request('GET /repos/{owner}/{repo}/commits/{ref}', {
          owner,
          repo,
          ref: branch ?? data.default_branch,
          request: { signal: timed },
        }),
      signal,
    );
  const head = await unlessRefused(readHead, ['github-conflict', 'github-not-found', 'github-request-refused']);
  return {
    repository: { owner: data.owner.login, name: data.name, webUrl: data.html_url, cloneUrl: data.clone_url },
    isMarked: isMarked(data.description, runId),
    head: head && { commit: head.data.sha, message: head.data.commit.message },
  };
}
