import { isRefusal, Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Action, MadeContext } from '#callboard/scaffolder/action.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import { inPath } from '../gitlab-client.ts';
import { unlessGone } from '../unless-gone.ts';
import { callOf, type GitLabAtHand, type GitLabCall, madeCallOf } from './gitlab-at-hand.ts';
import { projectIdInput, requireProject } from './require-project.ts';

const isTrue = { type: 'boolean' } as const;

/** Backstage's action that gives a project a CI/CD variable. */
export function createProjectVariable(gitlab: GitLabAtHand): Action {
  return {
    id: 'gitlab:projectVariable:create',
    description: 'Gives a project at GitLab a CI/CD variable.',
    effect: 'outside',
    examples: [
      {
        description: 'Keep a token that the form asked for',
        input: {
          repoUrl: '${{ parameters.repoUrl }}',
          key: 'REGISTRY_TOKEN',
          value: '${{ secrets.token }}',
          variableType: 'env_var',
          masked: true,
        },
      },
    ],
    inputSchema: {
      type: 'object',
      required: ['repoUrl', 'key', 'value'],
      properties: {
        repoUrl: { type: 'string', description: 'As `gitlab.com?owner=acme&repo=shop`.' },
        projectId: projectIdInput,
        key: { type: 'string', pattern: '^[A-Za-z0-9_]{1,255}$' },
        value: { type: 'string' },
        variableType: { enum: ['env_var', 'file'], description: '`env_var` where none is given.' },
        variableProtected: { ...isTrue, description: 'Only protected branches and tags have it.' },
        masked: { ...isTrue, description: 'Hidden in logs of jobs.' },
        raw: { ...isTrue, description: 'A `$` in it means nothing.' },
        environmentScope: { type: 'string', description: '`*` where none is given.' },
        token: { description: 'Used instead of the configured one, where it is a text.' },
      },
    },
    outputSchema: {
      type: 'object',
      additionalProperties: false,
      properties: { made: { type: 'string', description: 'Its key, where this step made it.' } },
    },
    run: async (context) => {
      const call = callOf(gitlab, context);
      await requireProject(call);
      try {
        await call.ask({ method: 'POST', path: '/variables', body: variableOf(call) });
        return { made: keyOf(call) };
      } catch (error) {
        if (!isRefusal(error, ['gitlab-request-refused']) || !/already been taken/i.test(error.message)) throw error;
        // It may be this run's, from before a crash, or somebody else's: it is as it should be.
        if ((await findVariable(call))?.['value'] !== call.input['value']) throw variableTaken(call);
        return {};
      }
    },
    made: {
      find: async (context) => {
        const call = madeCallOf(gitlab, context);
        const isThere = hasMade(context) && (await findVariable(call)) !== undefined;
        return isThere ? { what: `the variable ${keyOf(call)} of ${call.project}` } : undefined;
      },
      undo: async (context) => {
        if (!hasMade(context)) return;
        const call = madeCallOf(gitlab, context);
        await unlessGone(() => call.ask({ method: 'DELETE', path: pathOf(call), query: scopeOf(call) }));
      },
    },
  };
}

function variableOf({ input }: GitLabCall): object {
  return {
    key: input['key'],
    value: input['value'],
    variable_type: input['variableType'] ?? 'env_var',
    protected: input['variableProtected'] === true,
    masked: input['masked'] === true,
    raw: input['raw'] === true,
    environment_scope: input['environmentScope'] ?? '*',
  };
}

async function findVariable(call: GitLabCall) {
  const found = await unlessGone(() => call.ask({ path: pathOf(call), query: scopeOf(call) }));
  return isJsonObject(found?.body) ? found.body : undefined;
}

const keyOf = ({ input }: GitLabCall): string => textOf(input['key']) ?? '';
const pathOf = (call: GitLabCall): string => `/variables/${inPath(keyOf(call))}`;

/** One key may have a value for each environment. */
const scopeOf = ({ input }: GitLabCall) => ({
  'filter[environment_scope]': textOf(input['environmentScope']) ?? '*',
});

const hasMade = ({ output }: MadeContext): boolean => output?.['made'] !== undefined;

const variableTaken = (call: GitLabCall): Refusal =>
  new Refusal(`The project ${call.project} has a variable ${keyOf(call)} already, with another value.`, {
    code: 'variable-taken',
    hint: 'Give it another key, or remove the one that is there.',
  });
