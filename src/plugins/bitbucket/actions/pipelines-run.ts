import { textAt, jsonAt } from '#callboard/core/storage/json-at.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Action, JsonObject } from '#callboard/scaffolder/action.ts';
import { addressedRepository } from '#callboard/scaffolder/hosts/addressed-repository.ts';
import { asText, textOf } from '#callboard/scaffolder/json-object.ts';
import { pathOf } from '../bitbucket-repositories.ts';
import type { Bitbucket } from '../create-bitbucket.ts';

const text = { type: 'string', minLength: 1 } as const;
const notUndone = 'A pipeline that was started cannot be unstarted.';

/** Backstage's action that starts a pipeline. */
export function createPipelinesRun(bitbucket: Bitbucket): Action {
  return {
    id: 'bitbucket:pipelines:run',
    description:
      'Starts a pipeline at Bitbucket Cloud. It cannot be undone, and is done again where the bot ends before it knows.',
    effect: 'outside',
    examples: [
      {
        description: 'Build the main branch of what was made',
        input: {
          workspace: 'acme',
          repo_slug: '${{ parameters.name }}',
          body: { target: { type: 'pipeline_ref_target', ref_type: 'branch', ref_name: 'main' } },
        },
      },
    ],
    inputSchema: {
      type: 'object',
      required: ['workspace', 'repo_slug'],
      properties: {
        workspace: text,
        repo_slug: { ...text, description: 'The name of the repository.' },
        body: { type: 'object', description: 'What runs, and with which variables, as the API of Bitbucket takes it.' },
        token: { description: 'Left aside: the one in callboard.yaml is used.' },
      },
    },
    outputSchema: {
      type: 'object',
      additionalProperties: false,
      required: ['buildNumber', 'repoUrl', 'pipelinesUrl'],
      properties: { buildNumber: { type: 'number' }, repoUrl: text, pipelinesUrl: text },
    },
    run: async ({ input, signal }) => {
      const repository = repositoryOf(bitbucket, input);
      const body = isJsonObject(input['body']) ? input['body'] : {};
      const path = `${pathOf(repository)}/pipelines`;
      const started = await bitbucket.api.ask({ method: 'POST', path, body }, signal);
      const buildNumber = jsonAt(started, 'build_number');
      if (typeof buildNumber !== 'number') throw new Error('Bitbucket started a pipeline and did not say which');
      const page = bitbucket.remote.cloneUrlOf(repository).replace(/\.git$/, '');
      const repoUrl = textAt(started, 'repository', 'links', 'html', 'href') ?? page;
      return { buildNumber, repoUrl, pipelinesUrl: `${repoUrl}/pipelines` };
    },
    made: {
      find: async ({ input, output }) => {
        const { owner, name } = repositoryOf(bitbucket, input);
        const url = textOf(output?.['pipelinesUrl']);
        if (url === undefined) return undefined;
        const what = `the pipeline #${asText(output?.['buildNumber'] ?? '')} of ${owner}/${name}`;
        return { what, url, obstacle: notUndone };
      },
      undo: async () => {
        throw new Refusal(notUndone, { code: 'not-removed' });
      },
    },
  };
}

/** Held to the configured workspaces, as every repository that a template names. */
function repositoryOf({ remote }: Bitbucket, input: JsonObject) {
  const query = new URLSearchParams({
    workspace: textOf(input['workspace']) ?? '',
    repo: textOf(input['repo_slug']) ?? '',
  });
  return addressedRepository(remote, `${remote.host}?${query.toString()}`);
}
