import { Refusal } from '#callboard/core/refusal.ts';
import type { MadeContext, MadeOutside } from '#callboard/scaffolder/action.ts';
import { numberOf } from '#callboard/scaffolder/json-object.ts';
import { inPath } from '../gitlab-client.ts';
import { unlessGone } from '../unless-gone.ts';
import { findMergeRequest, readMergeRequest, sourceBranch } from './find-merge-request.ts';
import { findOwnCommit } from './find-own-commit.ts';
import { type GitLabAtHand, madeCallOf } from './gitlab-at-hand.ts';

/**
 * How the merge request that a call opened, or the branch that it had pushed until then, is found again; it is closed, and
 * its branch removed.
 */
export function madeMergeRequest(gitlab: GitLabAtHand): MadeOutside {
  return {
    find: async (context) => {
      const { call, request, isOwn, obstacle } = await findMade(gitlab, context);
      if (!request || request.state === 'closed') {
        return isOwn ? { what: `the branch ${sourceBranch(call.input)} of ${call.project}` } : undefined;
      }
      const what = `the merge request !${request.iid} of ${call.project}`;
      return { what, url: request.url, ...(obstacle !== undefined && { obstacle }) };
    },
    undo: async (context) => {
      const { call, request, isOwn, obstacle } = await findMade(gitlab, context);
      if (request && obstacle !== undefined) {
        throw new Refusal(`The merge request !${request.iid} of ${call.project} is left as it is. ${obstacle}`, {
          code: 'not-removed',
          hint: `Look at ${request.url}.`,
        });
      }
      if (request?.state === 'opened') {
        const close = { state_event: 'close' };
        await call.ask({ method: 'PUT', path: `/merge_requests/${request.iid}`, body: close });
      }
      if (!isOwn) return;
      await call.ask({ method: 'DELETE', path: `/repository/branches/${inPath(sourceBranch(call.input))}` });
    },
  };
}

/** The merge request that a call made: the one that it gave back, else the open one of the run's own branch. */
async function findMade(gitlab: GitLabAtHand, context: MadeContext) {
  const call = madeCallOf(gitlab, context);
  const iid = numberOf(context.output?.['mergeRequestIid']);
  const isOwn = (await findOwnCommit(call)) !== undefined;
  const request =
    iid !== undefined
      ? readMergeRequest((await unlessGone(() => call.ask({ path: `/merge_requests/${iid}` })))?.body)
      : isOwn
        ? await findMergeRequest(call)
        : undefined;
  const obstacle =
    request?.state === 'merged'
      ? 'It is merged, and is to be reverted there.'
      : request?.state === 'opened' && !isOwn
        ? 'Somebody has worked on its branch since.'
        : undefined;
  return { call, request, isOwn, obstacle };
}
