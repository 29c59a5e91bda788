import type { FolderChange } from '#callboard/git/push-merge.ts';
import type { Proposal } from '../git-host.ts';

/** A proposal as git is to push it: on a branch of the run's own. */
export function changeOf({ runId, title, before, after }: Proposal): FolderChange {
  return { before, after, branch: `callboard/${runId}`, message: title, runId };
}
