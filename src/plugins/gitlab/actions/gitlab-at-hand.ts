import type { ActionContext, MadeContext } from '#callboard/scaffolder/action.ts';
import { addressedRepository } from '#callboard/scaffolder/hosts/addressed-repository.ts';
import type { RemoteHost } from '#callboard/scaffolder/hosts/remote-host.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import { type GitLabClient, type GitLabRequest, inPath } from '../gitlab-client.ts';

/** The configured GitLab, as actions have it. */
export interface GitLabAtHand {
  readonly remote: RemoteHost;
  readonly client: GitLabClient;
  /** The same GitLab, let in with a token that a template gives. */
  readonly withToken: (token: string) => GitLabAtHand;
}

/** A call of an action that does something to a project. */
export interface GitLabCall extends Pick<ActionContext, 'input' | 'runId' | 'signal'> {
  readonly gitlab: GitLabAtHand;
  /** With the groups that it is in. */
  readonly project: string;
  /** Sends a request below the project. @returns the body of the answer @throws Refusal where GitLab says no */
  readonly ask: (request: GitLabRequest) => ReturnType<GitLabClient['ask']>;
}

/** A call as actions here have it. @throws Refusal where the bot does nothing to its project */
export function callOf(
  configured: GitLabAtHand,
  { input, runId, signal }: Pick<ActionContext, 'input' | 'runId' | 'signal'>,
): GitLabCall {
  const token = textOf(input['token']) ?? '';
  const gitlab = token === '' ? configured : configured.withToken(token);
  const { owner, name } = addressedRepository(gitlab.remote, textOf(input['repoUrl']) ?? '');
  const project = `${owner}/${name}`;
  return {
    gitlab,
    project,
    input,
    runId,
    signal,
    ask: (request) => gitlab.client.ask({ ...request, path: `/projects/${inPath(project)}${request.path}` }, signal),
  };
}

/** The call that something is left of: what is kept of it has no token in it that could be used. */
export function madeCallOf(configured: GitLabAtHand, context: MadeContext): GitLabCall {
  const { token: _masked, ...input } = context.input;
  return callOf(configured, { ...context, input });
}
