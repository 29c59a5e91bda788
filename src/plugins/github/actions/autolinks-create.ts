import { Refusal } from '#callboard/core/refusal.ts';
import type { Action } from '#callboard/scaffolder/action.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import { createGitHubAction, type GitHubAtHand, type GitHubCall } from './github-action.ts';

/** Backstage's action that has references such as `TICKET-1` become links. */
export function createAutolinksCreate(github: GitHubAtHand): Action {
  return createGitHubAction(github, {
    id: 'github:autolinks:create',
    description: 'Has references such as `TICKET-1` become links in a repository at GitHub.',
    example: {
      description: 'Link tickets',
      input: {
        repoUrl: '${{ parameters.repoUrl }}',
        keyPrefix: 'SHOP-',
        urlTemplate: 'https://tickets.example.com/SHOP-<num>',
      },
    },
    required: ['keyPrefix', 'urlTemplate'],
    inputs: {
      keyPrefix: { type: 'string', minLength: 1, description: 'As `TICKET-`.' },
      urlTemplate: { type: 'string', pattern: '<num>', description: 'As `https://example.com/TICKET?query=<num>`.' },
      isAlphanumeric: {
        type: 'boolean',
        description: 'Whether `<num>` takes letters too: true where nothing is given.',
      },
    },
    run: async (call) => {
      const { ask, target, input } = call;
      const key_prefix = textOf(input['keyPrefix']) ?? '';
      const url_template = textOf(input['urlTemplate']) ?? '';
      const known = (await listAutolinks(call)).find((link) => link.key_prefix === key_prefix);
      if (known?.url_template === url_template) return {};
      if (known) {
        throw new Refusal(`${key_prefix} leads to ${known.url_template} in ${target.owner}/${target.repo} already.`, {
          code: 'autolink-taken',
          hint: 'Choose another keyPrefix, or remove that link at GitHub.',
        });
      }
      const link = { ...target, key_prefix, url_template, is_alphanumeric: input['isAlphanumeric'] !== false };
      const { data } = await ask((send) => send('POST /repos/{owner}/{repo}/autolinks', link));
      return { made: data.id };
    },
    made: {
      read: async (call, made) => {
        const { target } = call;
        const known = (await listAutolinks(call)).find(({ id }) => id === made);
        return known && { what: `the link of ${known.key_prefix} in ${target.owner}/${target.repo}` };
      },
      remove: async ({ ask, target }, made) => {
        const link = { ...target, autolink_id: Number(made) };
        await ask((send) => send('DELETE /repos/{owner}/{repo}/autolinks/{autolink_id}', link));
      },
    },
  });
}

async function listAutolinks({ ask, target }: GitHubCall) {
  return (await ask((send) => send('GET /repos/{owner}/{repo}/autolinks', { ...target }))).data;
}
