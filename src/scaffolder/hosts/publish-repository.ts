import type { PublishedRepository, Repository, RepositoryRequest } from '../git-host.ts';
import { fillRepository } from './fill-repository.ts';
import { makeRepository } from './make-repository.ts';
import type { RemoteHost } from './remote-host.ts';

/**
 * Makes the run's repository, unless it is there, and pushes the folder's files as its first commit.
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
  const found = await makeRepository(remote, request, signal);
  await prepare(found.repository);
  return fillRepository(remote, found, request, folder, signal);
}
