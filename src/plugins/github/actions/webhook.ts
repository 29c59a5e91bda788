import type { Action } from '#callboard/scaffolder/action.ts';
import { textOf, textsOf } from '#callboard/scaffolder/json-object.ts';
import { createGitHubAction, type GitHubAtHand } from './github-action.ts';

/** Backstage's action that has GitHub call an address when something happens in a repository. */
export function createWebhook(github: GitHubAtHand): Action {
  return createGitHubAction(github, {
    id: 'github:webhook',
    description:
      'Has GitHub tell an address what happens in a repository. One for that address that is there is changed.',
    example: {
      description: 'Tell a deployer of pushes',
      input: {
        repoUrl: '${{ parameters.repoUrl }}',
        webhookUrl: 'https://deploy.example.com/push',
        contentType: 'json',
      },
    },
    required: ['webhookUrl'],
    inputs: {
      webhookUrl: { type: 'string', format: 'uri' },
      webhookSecret: { type: 'string', description: 'What GitHub signs with.' },
      events: { type: 'array', items: { type: 'string' }, description: '`push` where none is given, `*` for all.' },
      active: { type: 'boolean', description: 'True where nothing is given.' },
      contentType: { enum: ['form', 'json'], description: '`form` where none is given.' },
      insecureSsl: { type: 'boolean', description: 'Whether GitHub trusts any certificate.' },
    },
    run: async ({ ask, target, input }) => {
      const url = textOf(input['webhookUrl']) ?? '';
      const events = [...textsOf(input['events'])];
      const secret = textOf(input['webhookSecret']);
      const hook = {
        ...target,
        active: input['active'] !== false,
        events: events.length > 0 ? events : ['push'],
        config: {
          url,
          content_type: textOf(input['contentType']) ?? 'form',
          insecure_ssl: input['insecureSsl'] === true ? '1' : '0',
          ...(secret !== undefined && { secret }),
        },
      };
      const { data: hooks } = await ask((send) =>
        send('GET /repos/{owner}/{repo}/hooks', { ...target, per_page: 100 }),
      );
      const known = hooks.find(({ config }) => config.url === url);
      if (known) {
        await ask((send) => send('PATCH /repos/{owner}/{repo}/hooks/{hook_id}', { ...hook, hook_id: known.id }));
        return {};
      }
      const { data } = await ask((send) => send('POST /repos/{owner}/{repo}/hooks', { ...hook, name: 'web' }));
      return { made: data.id };
    },
    made: {
      read: async ({ ask, target }, made) => {
        const { data } = await ask((send) =>
          send('GET /repos/{owner}/{repo}/hooks/{hook_id}', { ...target, hook_id: Number(made) }),
        );
        return { what: `the webhook of ${target.owner}/${target.repo} to ${data.config.url}` };
      },
      remove: async ({ ask, target }, made) => {
        const hook = { ...target, hook_id: Number(made) };
        await ask((send) => send('DELETE /repos/{owner}/{repo}/hooks/{hook_id}', hook));
      },
    },
  });
}
