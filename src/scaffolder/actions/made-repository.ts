import type { MadeOutside } from '../action.ts';
import { findHost } from '../find-host.ts';
import type { GitHost } from '../git-host.ts';
import { textOf } from '../json-object.ts';
import { notRemoved } from '../not-removed.ts';

/**
 * How the repository that an action made is found again and removed.
 * @param hosts asked for at each use
 */
export function madeRepository(hosts: () => readonly GitHost[]): MadeOutside {
  return {
    find: async ({ input, output, runId, signal }) => {
      const { host, owner, repo } = findHost(textOf(input['repoUrl']) ?? '', hosts());
      const found = await host.look(owner, repo, runId, signal);
      // Where the run had not made it yet, it is a stranger's.
      if (found.kind === 'free' || (found.kind === 'taken' && !output)) return undefined;
      return {
        what: `the repository ${owner}/${repo} on ${host.host}`,
        url: textOf(output?.['repoContentsUrl']) ?? found.webUrl,
        ...(found.kind === 'taken' && { obstacle: notRemoved(owner, repo, host.host).message }),
      };
    },
    undo: async ({ input, runId, signal }) => {
      const { host, owner, repo } = findHost(textOf(input['repoUrl']) ?? '', hosts());
      await host.remove(owner, repo, runId, signal);
    },
  };
}
