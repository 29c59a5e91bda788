import { isRefusal } from '#callboard/core/refusal.ts';
import type { JsonObject } from '#callboard/scaffolder/action.ts';
import { asText } from '#callboard/scaffolder/json-object.ts';
import type { GitHubCall } from './github-action.ts';

/** Puts variables of the repository, or of one of its environments, by name; one that is there is changed. */
export async function putVariables(
  { ask, target }: GitHubCall,
  variables: JsonObject,
  environment?: string,
): Promise<void> {
  for (const [name, value] of Object.entries(variables)) {
    const variable = { ...target, name, value: asText(value) };
    const inEnvironment = environment === undefined ? undefined : { ...variable, environment_name: environment };
    try {
      await ask<unknown>((send) =>
        inEnvironment === undefined
          ? send('POST /repos/{owner}/{repo}/actions/variables', variable)
          : send('POST /repos/{owner}/{repo}/environments/{environment_name}/variables', inEnvironment),
      );
    } catch (error) {
      if (!isRefusal(error, ['github-conflict'])) throw error;
      await ask<unknown>((send) =>
        inEnvironment === undefined
          ? send('PATCH /repos/{owner}/{repo}/actions/variables/{name}', variable)
          : send('PATCH /repos/{owner}/{repo}/environments/{environment_name}/variables/{name}', inEnvironment),
      );
    }
  }
}
