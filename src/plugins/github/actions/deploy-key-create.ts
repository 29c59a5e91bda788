import type { Action } from '#callboard/scaffolder/action.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import { createGitHubAction, type GitHubAtHand, type GitHubCall } from './github-action.ts';
import { putSecrets } from './put-secrets.ts';

/** Backstage's action that lets a key read and write a repository, and keeps the private key as its secret. */
export function createDeployKeyCreate(github: GitHubAtHand): Action {
  return createGitHubAction(github, {
    id: 'github:deployKey:create',
    description: 'Lets a deploy key into a repository at GitHub, and keeps the private key as a secret of it.',
    example: {
      description: 'Let a key in that the form asked for',
      input: {
        repoUrl: '${{ parameters.repoUrl }}',
        deployKeyName: 'ci',
        publicKey: '${{ parameters.publicKey }}',
        privateKey: '${{ secrets.privateKey }}',
      },
    },
    required: ['publicKey', 'privateKey', 'deployKeyName'],
    inputs: {
      publicKey: { type: 'string', pattern: '^(ssh|ecdsa|sk)-', description: 'As ssh-keygen writes it.' },
      privateKey: { type: 'string', minLength: 1 },
      deployKeyName: { type: 'string', minLength: 1 },
      privateKeySecretName: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
    },
    outputs: { privateKeySecretName: { type: 'string' } },
    run: async (call) => {
      const { ask, target, input } = call;
      const secret = secretName(call);
      const title = textOf(input['deployKeyName']) ?? '';
      const key = textOf(input['publicKey']) ?? '';
      const { data: keys } = await ask((send) => send('GET /repos/{owner}/{repo}/keys', { ...target, per_page: 100 }));
      const known = keys.find((one) => one.title === title && isSameKey(one.key, key));
      const made =
        known ?? (await ask((send) => send('POST /repos/{owner}/{repo}/keys', { ...target, title, key }))).data;
      await putSecrets(call, { [secret]: textOf(input['privateKey']) ?? '' });
      return { privateKeySecretName: secret, ...(known === undefined && { made: made.id }) };
    },
    made: {
      read: async ({ ask, target }, made) => {
        const key = { ...target, key_id: Number(made) };
        const { data } = await ask((send) => send('GET /repos/{owner}/{repo}/keys/{key_id}', key));
        return { what: `the deploy key "${data.title}" of ${target.owner}/${target.repo}, with its secret` };
      },
      remove: async (call, made) => {
        const { ask, target } = call;
        const secret = { ...target, secret_name: secretName(call) };
        await ask((send) => send('DELETE /repos/{owner}/{repo}/actions/secrets/{secret_name}', secret));
        const key = { ...target, key_id: Number(made) };
        await ask((send) => send('DELETE /repos/{owner}/{repo}/keys/{key_id}', key));
      },
    },
  });
}

/** As Backstage names it where the template does not: the key's name in capitals. */
function secretName({ input }: GitHubCall): string {
  const name = (textOf(input['deployKeyName']) ?? '').split(' ').join('_').toUpperCase();
  return textOf(input['privateKeySecretName']) ?? `${name}_PRIVATE_KEY`;
}

/** GitHub leaves out the comment at the end. */
const isSameKey = (one: string, other: string): boolean =>
  one.split(' ').slice(0, 2).join(' ') === other.trim().split(' ').slice(0, 2).join(' ');
