import type { FolderChange } from '#callboard/git/push-merge.ts';
import type { Proposal } from '../git-host.ts';

/** A proposal as git is to push it. */
export function changeOf({ runId, branch, title, before, after }: Proposal): FolderChange {
  return { before, after, branch, message: title, runId };
}
