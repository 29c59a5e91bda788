import { Refusal } from '#callboard/core/refusal.ts';
import type { GitHost } from './git-host.ts';
import { parseRepoUrl } from './repo-url.ts';

/** A repository that an address names, and the host that it is on. */
export interface AddressedRepository {
  readonly host: GitHost;
  readonly owner: string;
  readonly repo: string;
  readonly project: string | undefined;
}

/**
 * Finds the host of an address as templates write it.
 * @throws Refusal where it is no such address, or its host is none of these
 */
export function findHost(repoUrl: string, hosts: readonly GitHost[]): AddressedRepository {
  const parts = parseRepoUrl(repoUrl);
  if (!parts) {
    throw new Refusal(`"${repoUrl}" is not the address of a repository.`, {
      code: 'wrong-repo-url',
      hint: 'It looks like github.com?owner=acme&repo=shop.',
    });
  }
  const { owner, repo, project, organization } = parts;
  const isNamed = (own: string | undefined) => own === undefined || organization === undefined || own === organization;
  const host = hosts.find((candidate) => candidate.host === parts.host && isNamed(candidate.organization));
  if (host) return { host, owner, repo, project };
  const wanted = organization === undefined ? parts.host : `${parts.host}/${organization}`;
  const known = hosts.map(({ host, organization }) => (organization === undefined ? host : `${host}/${organization}`));
  throw new Refusal(`The Git host ${wanted} is not configured.`, {
    code: 'no-such-git-host',
    hint: known.length > 0 ? `Use ${known.join(' or ')}, or have it configured.` : 'Have a Git host configured.',
  });
}
