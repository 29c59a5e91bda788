import { type JsonObject, stringAt } from '../json.ts';
import { SlackError } from '../slack-error.ts';
import type { SocketDelivery } from '../socket-delivery.ts';
import type { Workspace } from '../workspace.ts';
import { appMethods } from './apps.ts';
import { readArguments } from './arguments.ts';
import { chatMethods } from './chat.ts';
import { assistantMethods } from './assistant.ts';
import { conversationMethods } from './conversations.ts';
import { entityMethods } from './entity.ts';
import { fileMethods } from './files.ts';
import type { Method } from './method.ts';
import { createRateLimits } from './rate-limits.ts';
import { reactionMethods } from './reactions.ts';
import { unfurlMethods } from './unfurl.ts';
import { neededScope } from './scopes.ts';
import { userMethods } from './users.ts';
import { viewMethods } from './views.ts';

const methods: Readonly<Record<string, Method>> = {
  ...appMethods,
  ...assistantMethods,
  ...chatMethods,
  ...conversationMethods,
  ...entityMethods,
  ...fileMethods,
  ...reactionMethods,
  ...unfurlMethods,
  ...userMethods,
  ...viewMethods,
};

/** An answer of the Web API. */
export type Answer = { readonly status: 200 | 429; readonly body: JsonObject; readonly retryAfterSeconds?: number };

/** The Web API of one workspace. */
export type WebApi = {
  /**
   * Calls a method; what Slack refuses is an answer with `ok: false`.
   * @param token the bearer token of the request, if any
   * @param origin where the app reached the workspace; its response_urls and websocket will be there too
   */
  call(method: string, token: string | undefined, origin: string, body: JsonObject): Answer;
};

const checkToken = ({ tokens, isInstalled }: Workspace, method: Method, token: string | undefined) => {
  if (method.token === 'none') return;
  if (token === undefined) throw new SlackError('not_authed');
  if (token !== tokens.bot && token !== tokens.app) throw new SlackError('invalid_auth');
  if (token === tokens.bot && !isInstalled) throw new SlackError('account_inactive');
  if (method.token !== 'any' && token !== tokens[method.token]) throw new SlackError('not_allowed_token_type');
};

const refusal = ({ code, details }: SlackError): JsonObject => ({
  ok: false,
  error: code,
  // Slack repeats what is wrong with blocks of a message in `errors`
  ...(code === 'invalid_blocks' && { errors: details }),
  ...(details.length > 0 && { response_metadata: { messages: details.map((detail) => `[ERROR] ${detail}`) } }),
});

/** The Web API over a workspace; what it refuses is told on the workspace's events too. */
export const createWebApi = (workspace: Workspace, socketDelivery: SocketDelivery | null): WebApi => {
  const rateLimits = createRateLimits(workspace.now);

  const run = (name: string, token: string | undefined, origin: string, body: JsonObject): Answer => {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (method === undefined) throw new SlackError('unknown_method');
    checkToken(workspace, method, token ?? stringAt(body, 'token'));
    if (method.token !== 'none') workspace.origin = origin;
    const { scopes: provided } = workspace.options;
    const needed = provided && neededScope(name, provided);
    if (needed !== undefined) {
      workspace.events.emit('requestRefused', { method: name, error: 'missing_scope', details: [needed] });
      return { status: 200, body: { ok: false, error: 'missing_scope', needed, provided: provided?.join(',') } };
    }
    const waitSeconds =
      workspace.options.rateLimits === 'slack'
        ? rateLimits.retryAfterSeconds(name, stringAt(body, 'channel') ?? '')
        : 0;
    if (waitSeconds > 0) {
      workspace.events.emit('requestRefused', { method: name, error: 'ratelimited', details: [] });
      return { status: 429, body: { ok: false, error: 'ratelimited' }, retryAfterSeconds: waitSeconds };
    }
    const answer = method.call({ workspace, arguments: readArguments(body, method.takes), socketDelivery });
    workspace.events.emit('requestAnswered', { method: name });
    return { status: 200, body: { ok: true, ...answer } };
  };

  return {
    call: (name, token, origin, body) => {
      try {
        return run(name, token, origin, body);
      } catch (error) {
        if (!(error instanceof SlackError)) throw error;
        workspace.events.emit('requestRefused', { method: name, error: error.code, details: error.details });
        return { status: 200, body: refusal(error) };
      }
    },
  };
};
