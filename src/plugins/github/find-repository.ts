import { readRunTrailer } from '#callboard/git/run-trailer.ts';
import type { Repository } from '#callboard/scaffolder/git-host.ts';
import { isRefusal, type GitHubClient } from './github-client.ts';
import { isMarked } from './run-mark.ts';

/** A repository as GitHub tells of it. */
export interface FoundRepository {
  readonly repository: Repository;
  readonly description: string | null;
  readonly defaultBranch: string;
  /** The message of the newest commit of the branch that was asked about, where it has any. */
  readonly headMessage: string | undefined;
}

/**
 * Reads a repository and the newest commit of a branch.
 * @param branch the default branch where it is undefined
 * @returns undefined where there is no such repository, or the bot may not see it
 * @throws Refusal
 */
export async function findRepository(
  client: GitHubClient,
  owner: string,
  repo: string,
  branch: string | undefined,
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
    description: data.description,
    defaultBranch: data.default_branch,
    headMessage: head?.data.commit.message,
  };
}

/** Whether the run made the repository: it is marked as being made by it, or its newest commit names it. */
export function isOwn({ description, headMessage = '' }: FoundRepository, runId: string): boolean {
  return isMarked(description, runId) || readRunTrailer(headMessage) === runId;
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
