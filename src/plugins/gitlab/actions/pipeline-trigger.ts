import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { textAt } from '#callboard/core/storage/json-at.ts';
import type { Action } from '#callboard/scaffolder/action.ts';
import { numberOf, textOf } from '#callboard/scaffolder/json-object.ts';
import { unlessGone } from '../unless-gone.ts';
import { callOf, type GitLabAtHand, type GitLabCall, madeCallOf } from './gitlab-at-hand.ts';
import { projectIdInput, requireProject } from './require-project.ts';

const text = { type: 'string' } as const;
const notUndone = 'A pipeline that was started cannot be unstarted.';

/** Backstage's action that starts a pipeline, as a trigger does: with a trigger token of its own, which goes again. */
export function createPipelineTrigger(gitlab: GitLabAtHand): Action {
  return {
    id: 'gitlab:pipeline:trigger',
    description:
      'Starts a pipeline at GitLab. It cannot be undone, and is done again where the bot ends before it knows.',
    effect: 'outside',
    examples: [
      {
        description: 'Have the new service deployed',
        input: {
          repoUrl: '${{ parameters.repoUrl }}',
          branch: 'main',
          tokenDescription: 'First deployment',
          variables: { STAGE: 'test' },
        },
      },
    ],
    inputSchema: {
      type: 'object',
      required: ['repoUrl', 'branch'],
      properties: {
        repoUrl: { ...text, description: 'As `gitlab.com?owner=acme&repo=shop`.' },
        projectId: projectIdInput,
        tokenDescription: { ...text, description: 'What GitLab shows of the trigger while it is there.' },
        branch: { ...text, minLength: 1 },
        variables: { type: 'object', additionalProperties: text },
        token: { description: 'Used instead of the configured one, where it is a text.' },
      },
    },
    outputSchema: {
      type: 'object',
      additionalProperties: false,
      required: ['pipelineUrl'],
      properties: { pipelineUrl: text },
    },
    run: async (context) => {
      const call = callOf(gitlab, context);
      await requireProject(call);
      await removeTriggers(call);
      try {
        return { pipelineUrl: await start(call) };
      } finally {
        await removeTriggers(call);
      }
    },
    made: {
      find: async (context) => {
        const call = madeCallOf(gitlab, context);
        const url = textOf(context.output?.['pipelineUrl']);
        if (url !== undefined) return { what: `a pipeline of ${call.project}`, url, obstacle: notUndone };
        const isThere = (await findTriggers(call)).length > 0;
        return isThere ? { what: `a trigger token of ${call.project}` } : undefined;
      },
      undo: async (context) => {
        if (context.output !== undefined) throw new Refusal(notUndone, { code: 'not-removed' });
        await removeTriggers(madeCallOf(gitlab, context));
      },
    },
  };
}

async function start(call: GitLabCall): Promise<string> {
  const { ask, input } = call;
  const { body: trigger } = await ask({
    method: 'POST',
    path: '/triggers',
    body: { description: descriptionOf(call) },
  });
  const { body } = await ask({
    method: 'POST',
    path: '/trigger/pipeline',
    body: { token: textAt(trigger, 'token') ?? '', ref: input['branch'], variables: input['variables'] ?? {} },
  });
  const url = textAt(body, 'web_url');
  if (url === undefined) throw new Error('GitLab started a pipeline and did not say which');
  return url;
}

/** By it a trigger of a run that was killed is found again. */
const descriptionOf = ({ input, runId }: GitLabCall): string =>
  `${textOf(input['tokenDescription']) ?? ''} (Callboard, run ${runId})`.trimStart();

async function findTriggers(call: GitLabCall): Promise<readonly number[]> {
  const { body } = await call.ask({ path: '/triggers', query: { per_page: '100' } });
  const own = (Array.isArray(body) ? body : [])
    .filter(isJsonObject)
    .filter(({ description }) => description === descriptionOf(call));
  return own.flatMap(({ id }) => numberOf(id) ?? []);
}

async function removeTriggers(call: GitLabCall): Promise<void> {
  for (const id of await findTriggers(call)) {
    await unlessGone(() => call.ask({ method: 'DELETE', path: `/triggers/${id}` }));
  }
}
