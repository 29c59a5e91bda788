import { isRefusal } from '#callboard/core/refusal.ts';
import { pushFolder } from '#callboard/git/push-folder.ts';
import { readRunTrailer } from '#callboard/git/run-trailer.ts';
import type { PublishedRepository, RepositoryRequest } from '../git-host.ts';
import { refuseStopped } from './make-repository.ts';
import { patiently } from './patiently.ts';
import type { FoundRepository, RemoteHost } from './remote-host.ts';

/**
 * Pushes the folder's files as a repository's first commit, unless it has one, and takes the run's mark away. What the
 * host has not got ready yet, the repository for git or the branch for the API, is waited for.
 * @throws Refusal where the push is refused or the host says no
 */
export async function fillRepository(
  remote: RemoteHost,
  found: FoundRepository,
  request: RepositoryRequest,
  folder: string,
  signal: AbortSignal,
): Promise<PublishedRepository> {
  const { api, wait } = remote;
  const commit = found.head?.commit ?? (await pushFirst(remote, found.repository.cloneUrl, request, folder, signal));
  if (!found.isMarked) return { ...found.repository, commit };
  const finished = await patiently(() => api.finish(found, request, signal), ['branch-missing'], wait, signal);
  return { ...finished, commit };
}

async function pushFirst(
  remote: RemoteHost,
  cloneUrl: string,
  { owner, name, defaultBranch: branch, commitMessage: message, runId, author }: RepositoryRequest,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  const credentials = await remote.readCredentials(signal);
  const options = { branch, message, runId, author: author ?? remote.author, credentials, signal };
  const push = async () => {
    refuseStopped(remote, signal);
    return pushFolder(folder, cloneUrl, options);
  };
  try {
    return await patiently(push, ['git-not-found'], remote.wait, signal);
  } catch (error) {
    if (!isRefusal(error, ['git-push-refused'])) throw error;
    // The git of a process that was killed goes on for a moment: it may have been faster.
    const found = await remote.api.find({ owner, name, runId, branch }, signal);
    if (found?.head === undefined || readRunTrailer(found.head.message) !== runId) throw error;
    return found.head.commit;
  }
}
