import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import { asText } from '#callboard/scaffolder/json-object.ts';
import type { GitLabCall } from './gitlab-at-hand.ts';

/** The input of an action that Backstage tells the project by. */
export const projectIdInput = {
  type: ['string', 'number'],
  description: 'Of the project in `repoUrl`, or nothing.',
} as const;

/**
 * Backstage goes by the project's number or path, and takes the host alone from `repoUrl`: here it is the project in
 * `repoUrl`, so that the owners that the bot may work for are kept to.
 * @throws Refusal where both name different projects
 */
export async function requireProject({ input, project, ask }: GitLabCall): Promise<void> {
  const stated = asText(input['projectId'] ?? '');
  if (stated === '' || stated === project) return;
  const { body } = await ask({ path: '' });
  const known = isJsonObject(body) ? [body['id'], body['path_with_namespace']] : [];
  if (known.map((each) => asText(each ?? '')).includes(stated)) return;
  throw new Refusal(`repoUrl names the project ${project}, and projectId another one: ${stated}.`, {
    code: 'wrong-input',
    hint: 'Leave projectId out of the step.',
  });
}
