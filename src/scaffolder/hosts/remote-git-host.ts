import { pushMerge } from '#callboard/git/push-merge.ts';
import type { GitHost } from '../git-host.ts';
import { changeOf } from './change-of.ts';
import { isOwn } from './make-repository.ts';
import { publishRepository } from './publish-repository.ts';
import { refuseNames } from './refuse-names.ts';
import type { RemoteHost } from './remote-host.ts';
import { removeRepository } from './remove-repository.ts';

/**
 * A Git host on the network, made of one vendor's API and git. A repository is the run's own when it has the run's mark,
 * which it is created with and which is taken away at the end, or when its newest commit names the run.
 */
export function createRemoteGitHost(remote: RemoteHost): GitHost {
  const { id, host, owners, api, organization, ownerWord } = remote;
  return {
    id,
    host,
    owners,
    ...(organization !== undefined && { organization }),
    ...(ownerWord !== undefined && { ownerWord }),
    look: async (owner, name, runId, signal) => {
      refuseNames(remote, { owner, name });
      const found = await api.find({ owner, name, runId, branch: undefined }, signal);
      if (found === undefined) return { kind: 'free' };
      return { kind: isOwn(found, runId) ? 'own' : 'taken', webUrl: found.repository.webUrl };
    },
    branches: async (owner, name, begin, signal) => {
      refuseNames(remote, { owner, name });
      const names = await api.branches({ owner, name }, begin, signal);
      return names.filter((branch) => branch.startsWith(begin));
    },
    publish: (request, folder, signal) => publishRepository(remote, request, folder, signal),
    remove: (owner, name, runId, signal) => removeRepository(remote, { owner, name, runId }, signal),
    propose: async (proposal, signal) => {
      refuseNames(remote, proposal);
      const { owner, name, title, description } = proposal;
      const change = changeOf(proposal);
      const credentials = await remote.readCredentials(signal);
      const { author } = remote;
      const pushed = await pushMerge(remote.cloneUrlOf(proposal), { ...change, author, credentials, signal });
      if (pushed.kind !== 'pushed') return pushed;
      const { branch } = change;
      const url = await api.request({ owner, name, title, description, branch, base: pushed.base }, signal);
      return { kind: 'proposed', branch, url };
    },
    repositoryAt: (url) => {
      const page = URL.parse(url);
      if (page?.host !== host) return undefined;
      const { owner, name } = remote.pagePattern.exec(decoded(page.pathname))?.groups ?? {};
      return owner === undefined || name === undefined ? undefined : { owner, name };
    },
    catalogSource: (repository, path) => {
      refuseNames(remote, repository);
      return { kind: 'git', url: remote.cloneUrlOf(repository), paths: [path] };
    },
  };
}

/** A path without its escapes; as it is where they are wrong. */
function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
