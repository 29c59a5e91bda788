import type { Lookup } from '#callboard/core/commands/lookup.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { findHost } from '../find-host.ts';
import type { GitHost } from '../git-host.ts';

/** A second less than the platforms wait. */
const longestMs = 2000;

/**
 * Looks up the branches of a repository, whose address is the filter. What is typed may stand as it is: where the host
 * can't say, it finds none.
 * @param tell is told why not
 */
export function createBranchLookup(hosts: readonly GitHost[], tell: (refusal: Refusal) => void): Lookup {
  return async (query, filter, _asker, limit) => {
    try {
      const { host, owner, repo } = findHost(filter, hosts);
      const names = await host.branches(owner, repo, query, AbortSignal.timeout(longestMs));
      return names.slice(0, limit).map((name) => ({ label: name, value: name }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      tell(error);
      return [];
    }
  };
}
