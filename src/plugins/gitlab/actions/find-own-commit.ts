import { textAt } from '#callboard/core/storage/json-at.ts';
import { readRunTrailer } from '#callboard/git/run-trailer.ts';
import { inPath } from '../gitlab-client.ts';
import { unlessGone } from '../unless-gone.ts';
import { sourceBranch } from './find-merge-request.ts';
import type { GitLabCall } from './gitlab-at-hand.ts';

/** The newest commit of a call's branch where the run made it: nobody else has worked on the branch since. */
export async function findOwnCommit({ ask, input, runId }: GitLabCall): Promise<string | undefined> {
  const found = await unlessGone(() => ask({ path: `/repository/commits/${inPath(sourceBranch(input))}` }));
  const isOwn = readRunTrailer(textAt(found?.body, 'message') ?? '') === runId;
  return isOwn ? textAt(found?.body, 'id') : undefined;
}
