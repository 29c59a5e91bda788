import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import type { Action, ActionContext } from '#callboard/scaffolder/action.ts';
import { numberOf, textOf, textsOf } from '#callboard/scaffolder/json-object.ts';
import { findMergeRequest, type MergeRequest, readMergeRequest, sourceBranch } from './find-merge-request.ts';
import { callOf, type GitLabAtHand, type GitLabCall } from './gitlab-at-hand.ts';
import { madeMergeRequest } from './made-merge-request.ts';
import { pushedFilesInputs, pushFiles } from './push-files.ts';

const text = { type: 'string' } as const;

/** Backstage's action that proposes the run's files as a change of a project. */
export function createMergeRequest(gitlab: GitLabAtHand): Action {
  return {
    id: 'publish:gitlab:merge-request',
    description: "Opens a merge request at GitLab with the run's files.",
    effect: 'outside',
    inputSchema: {
      type: 'object',
      required: ['repoUrl', 'branchName'],
      properties: {
        repoUrl: { ...text, description: 'As `gitlab.com?owner=acme/shop&repo=api`.' },
        branchName: { ...text, minLength: 1 },
        targetBranchName: { ...text, description: 'The default branch where none is given.' },
        title: { ...text, description: 'The name of the branch where none is given.' },
        description: text,
        sourcePath: {
          ...text,
          description: "A folder of the run's: `targetPath` where that is given, else all of it.",
        },
        ...pushedFilesInputs,
        removeSourceBranch: { type: 'boolean', description: 'Whether the branch goes once it is merged.' },
        assignee: { ...text, description: 'A user name.' },
        reviewers: { type: 'array', items: text, description: 'User names.' },
        labels: { type: ['string', 'array'], items: text },
        assignReviewersFromApprovalRules: { const: false, description: 'GitLab shows code owners by itself.' },
        token: { description: 'Used instead of the configured one, where it is a text.' },
      },
    },
    outputSchema: {
      type: 'object',
      additionalProperties: false,
      required: ['targetBranchName', 'projectid', 'projectPath', 'mergeRequestUrl', 'mergeRequestIid'],
      properties: {
        targetBranchName: text,
        projectid: text,
        projectPath: text,
        mergeRequestUrl: { ...text, description: 'Where a person reads it.' },
        mergeRequestIid: { type: 'number' },
      },
    },
    run: async (context) => {
      const call = callOf(gitlab, context);
      const { input } = call;
      const sourcePath = textOf(input['sourcePath']) || textOf(input['targetPath']) || '.';
      const { base, commit } = await pushFiles(call, context.workspace, sourcePath, {
        base: textOf(input['targetBranchName']) || undefined,
        branch: sourceBranch(input),
        message: titleIn(input),
        mayUpdate: false,
      });
      if (commit === undefined) {
        throw new Refusal(`The files of the run are in ${call.project} already: there is nothing to merge.`, {
          code: 'nothing-to-merge',
          hint: 'Look whether an earlier run has made the change.',
        });
      }
      const request = (await findMergeRequest(call)) ?? (await open(call, base, context));
      return {
        targetBranchName: base,
        projectid: call.project,
        projectPath: call.project,
        mergeRequestUrl: request.url,
        mergeRequestIid: request.iid,
      };
    },
    made: madeMergeRequest(gitlab),
  };
}

const titleIn = (input: JsonObject): string => textOf(input['title']) || sourceBranch(input);

async function open(call: GitLabCall, base: string, { logger }: Pick<ActionContext, 'logger'>): Promise<MergeRequest> {
  const { ask, input } = call;
  const [assignee] = await userIds(call, textsOf([input['assignee'] ?? null]), logger);
  const reviewers = await userIds(call, textsOf(input['reviewers']), logger);
  const labels = [...textsOf(input['labels']), textOf(input['labels']) ?? ''].filter((label) => label !== '');
  const body = {
    source_branch: sourceBranch(input),
    target_branch: base,
    title: titleIn(input),
    description: textOf(input['description']) ?? '',
    remove_source_branch: input['removeSourceBranch'] === true,
    ...(assignee !== undefined && { assignee_id: assignee }),
    ...(reviewers.length > 0 && { reviewer_ids: reviewers }),
    ...(labels.length > 0 && { labels: labels.join(',') }),
  };
  const made = readMergeRequest((await ask({ method: 'POST', path: '/merge_requests', body })).body);
  if (made) return made;
  throw new Error('GitLab made a merge request and did not say which');
}

/** Users by their names. One whom GitLab does not know keeps nobody from reading the change: the log tells. */
async function userIds(
  { gitlab, signal, runId }: GitLabCall,
  usernames: readonly string[],
  logger: ActionContext['logger'],
): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const username of usernames) {
    const { body } = await gitlab.client.ask({ path: '/users', query: { username } }, signal);
    const [user] = Array.isArray(body) ? body : [];
    const id = isJsonObject(user) ? numberOf(user['id']) : undefined;
    if (id === undefined) logger.warn({ run: runId, username }, 'GitLab knows no such user to ask for a review');
    else ids.push(id);
  }
  return ids;
}
