import { readBranchHeads } from '#callboard/git/read-branch-heads.ts';
import { readRunTrailer } from '#callboard/git/run-trailer.ts';
import type { Repository } from '../git-host.ts';
import { notRemoved } from '../not-removed.ts';
import { isOwn } from './make-repository.ts';
import { patiently } from './patiently.ts';
import { refuseNames } from './refuse-names.ts';
import type { RemoteHost } from './remote-host.ts';

/**
 * Removes a repository that the run made and nobody has pushed to since; one that is gone is what was wanted.
 * @throws Refusal `not-removed` where it is not that, and where the host says no
 */
export async function removeRepository(
  remote: RemoteHost,
  { owner, name, runId }: Pick<Repository, 'owner' | 'name'> & { readonly runId: string },
  signal: AbortSignal,
): Promise<void> {
  const { api, host, wait } = remote;
  refuseNames(remote, { owner, name });
  const found = await api.find({ owner, name, runId, branch: undefined }, signal);
  if (found === undefined) return;
  if (!isOwn(found, runId)) throw notRemoved(owner, name, host);
  const credentials = await remote.readCredentials(signal);
  const readHeads = () => readBranchHeads(found.repository.cloneUrl, { credentials, signal });
  const heads = await patiently(readHeads, ['git-not-found'], wait, signal);
  if (!heads.every((message) => readRunTrailer(message) === runId)) throw notRemoved(owner, name, host);
  await api.remove(found.repository, signal);
}
