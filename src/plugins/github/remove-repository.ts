import { readRunTrailer } from '#callboard/git/run-trailer.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { notRemoved } from '#callboard/scaffolder/not-removed.ts';
import { findRepository, isOwn } from './find-repository.ts';
import { isRefusal, type GitHubClient } from './github-client.ts';

/** More branches than a run makes; a repository with more of them is nobody's to remove from here. */
const readBranches = 100;

/**
 * Removes a repository that the run made and nobody has pushed to since.
 * @throws Refusal `not-removed` where it is not that; `github-forbidden` where the token may not remove repositories
 */
export async function removeRepository(
  { owner, name, runId }: { readonly owner: string; readonly name: string; readonly runId: string },
  { client, host }: { readonly client: GitHubClient; readonly host: string },
  signal: AbortSignal,
): Promise<void> {
  const found = await findRepository(client, owner, name, undefined, signal);
  if (found === undefined) return;
  const isAlone = isOwn(found, runId) && (await hasRunsBranchesAlone(owner, name, runId, client, signal));
  if (!isAlone) throw notRemoved(owner, name, host);
  try {
    await client.ask(
      (octokit, timed) =>
        octokit.request('DELETE /repos/{owner}/{repo}', { owner, repo: name, request: { signal: timed } }),
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

/** Whether the newest commit of every branch names the run; an empty repository has none. */
async function hasRunsBranchesAlone(
  owner: string,
  repo: string,
  runId: string,
  client: GitHubClient,
  signal: AbortSignal,
): Promise<boolean> {
  const { data: branches } = await client.ask(
    (octokit, timed) =>
      octokit.request('GET /repos/{owner}/{repo}/branches', {
        owner,
        repo,
        per_page: readBranches,
        request: { signal: timed },
      }),
    signal,
  );
  if (branches.length === readBranches) return false;
  for (const ref of new Set(branches.map(({ commit }) => commit.sha))) {
    const { data } = await client.ask(
      (octokit, timed) =>
        octokit.request('GET /repos/{owner}/{repo}/commits/{ref}', { owner, repo, ref, request: { signal: timed } }),
      signal,
    );
    if (readRunTrailer(data.commit.message) !== runId) return false;
  }
  return true;
}
