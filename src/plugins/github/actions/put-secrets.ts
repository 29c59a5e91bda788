import type { JsonObject } from '#callboard/scaffolder/action.ts';
import { asText } from '#callboard/scaffolder/json-object.ts';
import { sealSecret } from '../seal-secret.ts';
import type { GitHubCall } from './github-action.ts';

/** Puts secrets of the repository, or of one of its environments, by name; one that is there is replaced. */
export async function putSecrets(
  { ask, target }: GitHubCall,
  secrets: JsonObject,
  environment?: string,
): Promise<void> {
  const names = Object.keys(secrets);
  if (names.length === 0) return;
  const { data: key } = await ask((send) =>
    environment === undefined
      ? send('GET /repos/{owner}/{repo}/actions/secrets/public-key', { ...target })
      : send('GET /repos/{owner}/{repo}/environments/{environment_name}/secrets/public-key', {
          ...target,
          environment_name: environment,
        }),
  );
  for (const name of names) {
    const encrypted_value = await sealSecret(asText(secrets[name] ?? ''), key.key);
    const secret = { ...target, secret_name: name, encrypted_value, key_id: key.key_id };
    await ask<unknown>((send) =>
      environment === undefined
        ? send('PUT /repos/{owner}/{repo}/actions/secrets/{secret_name}', secret)
        : send('PUT /repos/{owner}/{repo}/environments/{environment_name}/secrets/{secret_name}', {
            ...secret,
            environment_name: environment,
          }),
    );
  }
}
