import type { Octokit } from 'octokit';
import type {
  Action,
  ActionContext,
  ActionExample,
  JsonObject,
  Made,
  MadeContext,
  MadeOutside,
} from '#callboard/scaffolder/action.ts';
import { addressedRepository } from '#callboard/scaffolder/hosts/addressed-repository.ts';
import type { RemoteHost } from '#callboard/scaffolder/hosts/remote-host.ts';
import { textOf } from '#callboard/scaffolder/json-object.ts';
import type { GitHubClient } from '../github-client.ts';
import { unlessRefused } from '../unless-refused.ts';

/** The configured GitHub, as actions have it. */
export interface GitHubAtHand {
  readonly remote: RemoteHost;
  readonly client: GitHubClient;
  /** The same GitHub, let in with a token that a template gives. */
  readonly withToken: (token: string) => GitHubAtHand;
}

/** A call of an action that does something to a repository. */
export interface GitHubCall {
  readonly github: GitHubAtHand;
  readonly target: { readonly owner: string; readonly repo: string };
  readonly input: JsonObject;
  readonly runId: string;
  readonly signal: AbortSignal;
  /** Sends a request. @throws Refusal where GitHub says no */
  readonly ask: <Answer>(request: (send: Octokit['request']) => Promise<Answer>) => Promise<Answer>;
}

/** What a call made by itself, by what GitHub knows it as; it is kept in the output `made`. */
export type MadeId = string | number;

/** How what a call made is found again and taken away. */
export interface MadeAtGitHub {
  /** @returns undefined where it is gone; a 404 says so too */
  readonly read: (call: GitHubCall, made: MadeId) => Promise<Made | undefined>;
  /** A 404 says that it is gone already. */
  readonly remove: (call: GitHubCall, made: MadeId) => Promise<void>;
  /** Looks for it by the run's mark where the call did not come to its end. */
  readonly search?: (call: GitHubCall) => Promise<MadeId | undefined>;
}

/** An action on a repository of the configured GitHub. */
export interface GitHubAction {
  readonly id: string;
  readonly description: string;
  readonly example: ActionExample;
  /** JSON Schemas of the inputs besides `repoUrl` and `token`. */
  readonly inputs: object;
  readonly required?: readonly string[];
  /** JSON Schemas of the outputs besides `made`. */
  readonly outputs?: object;
  readonly run: (call: GitHubCall, context: ActionContext) => Promise<JsonObject>;
  readonly made?: MadeAtGitHub;
}

/** Makes the action. Inputs that it does not know are let pass, as Backstage does. */
export function createGitHubAction(github: GitHubAtHand, action: GitHubAction): Action {
  const { id, description, example, inputs, required = [], outputs = {}, made } = action;
  return {
    id,
    description,
    effect: 'outside',
    examples: [example],
    inputSchema: {
      type: 'object',
      required: ['repoUrl', ...required],
      properties: {
        repoUrl: { type: 'string', description: 'As `github.com?owner=acme&repo=shop`.' },
        ...inputs,
        token: { description: 'Used instead of the configured one, where it is a text.' },
      },
    },
    outputSchema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        ...outputs,
        made: { type: ['string', 'number'], description: 'What this step made itself; nothing where it was there.' },
      },
    },
    run: (context) => action.run(callOf(github, context), context),
    ...(made && { made: madeOutside(github, made) }),
  };
}

/** A call as actions here have it. @throws Refusal where the bot does nothing to its repository */
export function callOf(
  github: GitHubAtHand,
  { input, runId, signal }: Pick<MadeContext, 'input' | 'runId' | 'signal'>,
): GitHubCall {
  const token = textOf(input['token']) ?? '';
  const atHand = token === '' ? github : github.withToken(token);
  const { owner, name: repo } = addressedRepository(atHand.remote, textOf(input['repoUrl']) ?? '');
  return {
    github: atHand,
    target: { owner, repo },
    input,
    runId,
    signal,
    ask: (request) =>
      atHand.client.ask((octokit, timed) => request(octokit.request.defaults({ request: { signal: timed } })), signal),
  };
}

function madeOutside(github: GitHubAtHand, { read, remove, search }: MadeAtGitHub): MadeOutside {
  /** The kept input has no token in it that could be used. */
  const find = async (context: MadeContext) => {
    const { token: _masked, ...input } = context.input;
    const call = callOf(github, { ...context, input });
    const kept = context.output?.['made'];
    const isKept = typeof kept === 'string' || typeof kept === 'number';
    const made = isKept ? kept : context.output === undefined ? await search?.(call) : undefined;
    return { call, made };
  };
  return {
    find: async (context) => {
      const { call, made } = await find(context);
      return made === undefined ? undefined : unlessRefused(() => read(call, made));
    },
    undo: async (context) => {
      const { call, made } = await find(context);
      if (made !== undefined) await unlessRefused(() => remove(call, made));
    },
  };
}
