import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import type { Action, JsonObject, MadeContext } from '#callboard/scaffolder/action.ts';
import { isMarkedText, markText } from '#callboard/scaffolder/hosts/marked-text.ts';
import { numberOf, textOf } from '#callboard/scaffolder/json-object.ts';
import { unlessGone } from '../unless-gone.ts';
import { callOf, type GitLabAtHand, type GitLabCall, madeCallOf } from './gitlab-at-hand.ts';
import { projectIdInput, requireProject } from './require-project.ts';

const text = { type: 'string' } as const;
const number = { type: 'number', minimum: 0 } as const;
const moment = { ...text, pattern: String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$` } as const;

/** Backstage's inputs that GitLab takes as they are, under the names that it has for them. */
const taken: Readonly<Record<string, string>> = {
  confidential: 'confidential',
  assignees: 'assignee_ids',
  createdAt: 'created_at',
  discussionToResolve: 'discussion_to_resolve',
  epicId: 'epic_id',
  labels: 'labels',
  issueType: 'issue_type',
  mergeRequestToResolveDiscussionsOf: 'merge_request_to_resolve_discussions_of',
  milestoneId: 'milestone_id',
  weight: 'weight',
};

/** Backstage's action that opens an issue. */
export function createIssuesCreate(gitlab: GitLabAtHand): Action {
  return {
    id: 'gitlab:issues:create',
    description: 'Opens an issue at GitLab.',
    effect: 'outside',
    examples: [
      {
        description: 'Leave a reminder',
        input: { repoUrl: '${{ parameters.repoUrl }}', title: 'Set up alerts', labels: 'todo' },
      },
    ],
    inputSchema: {
      type: 'object',
      required: ['repoUrl', 'title'],
      properties: {
        repoUrl: { ...text, description: 'As `gitlab.com?owner=acme&repo=shop`.' },
        projectId: projectIdInput,
        title: { ...text, minLength: 1 },
        description: { ...text, maxLength: 1_000_000 },
        assignees: { type: 'array', items: number, description: 'The numbers of users.' },
        confidential: { type: 'boolean' },
        createdAt: { ...moment, description: 'As `2026-11-30T12:00:00Z`; now where none is given.' },
        dueDate: { ...moment, description: 'Its day counts.' },
        discussionToResolve: text,
        epicId: number,
        labels: { ...text, description: 'With commas between them.' },
        issueType: { enum: ['issue', 'incident', 'test_case', 'task'] },
        mergeRequestToResolveDiscussionsOf: number,
        milestoneId: number,
        weight: number,
        token: { description: 'Used instead of the configured one, where it is a text.' },
      },
    },
    outputSchema: {
      type: 'object',
      additionalProperties: false,
      required: ['issueUrl', 'issueId', 'issueIid'],
      properties: { issueUrl: text, issueId: number, issueIid: number },
    },
    run: async (context) => {
      const call = callOf(gitlab, context);
      await requireProject(call);
      const found = await findIssue(call);
      const issue = found ?? readIssue((await call.ask({ method: 'POST', path: '/issues', body: bodyOf(call) })).body);
      if (!issue) throw new Error('GitLab opened an issue and did not say which');
      return { issueUrl: issue.url, issueId: issue.id, issueIid: issue.iid };
    },
    made: {
      find: async (context) => {
        const call = madeCallOf(gitlab, context);
        const issue = await readMade(call, context);
        if (issue?.state !== 'opened') return undefined;
        return { what: `the issue #${issue.iid} of ${call.project}`, url: issue.url };
      },
      // GitLab lets only owners delete issues.
      undo: async (context) => {
        const call = madeCallOf(gitlab, context);
        const issue = await readMade(call, context);
        if (issue?.state !== 'opened') return;
        await call.ask({ method: 'PUT', path: `/issues/${issue.iid}`, body: { state_event: 'close' } });
      },
    },
  };
}

function bodyOf({ input, runId }: GitLabCall): JsonObject {
  const dueDate = textOf(input['dueDate'])?.slice(0, 10);
  const others = Object.entries(taken).flatMap(([name, key]): [string, Json][] => {
    const value = input[name];
    return value === undefined ? [] : [[key, value]];
  });
  return {
    title: input['title'] ?? '',
    description: markText(textOf(input['description']) ?? '', runId),
    ...(dueDate !== undefined && { due_date: dueDate }),
    ...Object.fromEntries(others),
  };
}

interface Issue {
  readonly id: number;
  readonly iid: number;
  readonly url: string;
  readonly state: string;
}

function readIssue(body: Json | undefined): Issue | undefined {
  const { id, iid, web_url: url, state } = isJsonObject(body) ? body : {};
  if (typeof id !== 'number' || typeof iid !== 'number' || typeof url !== 'string' || typeof state !== 'string') {
    return undefined;
  }
  return { id, iid, url, state };
}

/** The open issue of that title that the run has made, among the newest. */
async function findIssue({ ask, input, runId }: GitLabCall): Promise<Issue | undefined> {
  const query = { state: 'opened', order_by: 'created_at', sort: 'desc', per_page: '100' };
  const { body } = await ask({ path: '/issues', query });
  const found = (Array.isArray(body) ? body : [])
    .filter(isJsonObject)
    .find(({ title, description }) => title === input['title'] && isMarkedText(textOf(description), runId));
  return readIssue(found);
}

async function readMade(call: GitLabCall, { output }: MadeContext): Promise<Issue | undefined> {
  const iid = numberOf(output?.['issueIid']);
  if (iid === undefined) return findIssue(call);
  return readIssue((await unlessGone(() => call.ask({ path: `/issues/${iid}` })))?.body);
}
