import { Refusal } from '#callboard/core/refusal.ts';
import { readRunTrailer } from '#callboard/git/run-trailer.ts';
import type { RepositoryRequest } from '../git-host.ts';
import { refuseNames } from './refuse-names.ts';
import { refuseStrangeOwner } from './refuse-strange-owner.ts';
import type { FoundRepository, RemoteHost } from './remote-host.ts';

/**
 * Finds the run's repository, or makes it: empty and marked.
 * @throws Refusal where the name is a stranger's, the owner is none, or the host says no
 */
export async function makeRepository(
  remote: RemoteHost,
  request: RepositoryRequest,
  signal: AbortSignal,
): Promise<FoundRepository> {
  const { api, host } = remote;
  const { owner, name, runId, defaultBranch: branch } = request;
  refuseStopped(remote, signal);
  refuseNames(remote, request);
  refuseStrangeOwner(remote, owner);
  const find = () => api.find({ owner, name, runId, branch }, signal);
  const found = (await find()) ?? (await api.create(request, signal));
  // Somebody was faster, or the host made it and its answer was lost.
  const made = found === 'taken' ? await find() : found;
  if (made !== undefined && isOwn(made, runId)) return made;
  throw new Refusal(`There is a repository ${owner}/${name} at ${host} already.`, {
    code: 'repository-taken',
    hint: 'Choose another name.',
  });
}

/** Whether the run made the repository: it has its mark, or its newest commit names it. */
export function isOwn({ isMarked, head }: FoundRepository, runId: string): boolean {
  return isMarked || (head !== undefined && readRunTrailer(head.message) === runId);
}

/** @throws Refusal once the signal is given */
export function refuseStopped({ id, host }: Pick<RemoteHost, 'id' | 'host'>, signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new Refusal(`Work at ${host} was stopped before it was done.`, { code: `${id}-stopped` });
}
