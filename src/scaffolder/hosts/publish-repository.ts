import { pushFolder } from '#callboard/git/push-folder.ts';
import type { PublishedRepository, Repository, RepositoryRequest } from '../git-host.ts';
import { makeRepository, refuseStopped } from './make-repository.ts';
import { patiently } from './patiently.ts';
import type { RemoteHost } from './remote-host.ts';

/**
 * Makes the run's repository, unless it is there, and pushes the folder's files as its first commit. What the host has
 * not got ready yet, the repository for git or the branch for the API, is waited for.
 * @param prepare is done to the repository before it has files, each time; it does no harm twice
 * @throws Refusal where the name is a stranger's or the host says no
 */
export async function publishRepository(
  remote: RemoteHost,
  request: RepositoryRequest,
  folder: string,
  signal: AbortSignal,
  prepare: (repository: Repository) => Promise<void> = async () => undefined,
): Promise<PublishedRepository> {
  const { api, wait } = remote;
  const found = await makeRepository(remote, request, signal);
  await prepare(found.repository);
  const commit = found.head?.commit ?? (await pushFirst(remote, found.repository.cloneUrl, request, folder, signal));
  if (!found.isMarked) return { ...found.repository, commit };
  const finished = await patiently(() => api.finish(found, request, signal), ['branch-missing'], wait, signal);
  return { ...finished, commit };
}

async function pushFirst(
  remote: RemoteHost,
  cloneUrl: string,
  { defaultBranch: branch, commitMessage: message, runId, author }: RepositoryRequest,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  const credentials = await remote.readCredentials(signal);
  const options = { branch, message, runId, author: author ?? remote.author, credentials, signal };
  const push = async () => {
    refuseStopped(remote, signal);
    return pushFolder(folder, cloneUrl, options);
  };
  return patiently(push, ['git-not-found'], remote.wait, signal);
}
