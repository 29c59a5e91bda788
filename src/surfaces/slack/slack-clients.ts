import {
  LogLevel,
  type Logger as SlackLogger,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRequestError,
  type WebClient,
  type WebClientOptions,
} from '@slack/web-api';
import type { Address } from '#callboard/core/messages/address.ts';
import { OutOfReach } from '#callboard/core/messages/out-of-reach.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { CallQueue } from './calls/call-queue.ts';
import { QueuedClient, type QueueManner } from './calls/queued-client.ts';

/** A person waits for the answer to a form or a button for 3 s: a call takes less than that, or fails. */
const interactiveTimeoutMs = 2500;
/** For what nobody waits for. */
export const deliveryTimeoutMs = 10_000;

/** How long a call may wait for its turn: a trigger lives for 3 s, and an answer is of use for some more. */
const interactivePatienceMs = 1000;
const answerPatienceMs = 20_000;
/** The outbox asks again by itself; with it, a delivery is over before it counts as failed. */
const outboxPatienceMs = 1000;

/** The two ways in which Slack is called. */
export interface SlackClients {
  /** For what a person waits for within 3 s: short, once. */
  readonly interactive: WebClient;
  /** For messages. */
  readonly delivery: WebClient;
}

/** How one workspace is called. */
export interface WorkspaceClients {
  /** For whoever has just asked: it goes ahead of the outbox. */
  readonly answers: SlackClients;
  /** For messages that the outbox tries again by itself. */
  readonly outbox: SlackClients;
}

export interface ClientParts {
  /** The token as it is by now. */
  readonly token: () => string;
  /** Where the Web API is, when it is not Slack's own. */
  readonly apiUrl: string | undefined;
  readonly queue: CallQueue;
  /** What an administrator does where Slack refuses the token, as a sentence. */
  readonly remedy: string;
  readonly logger: Logger;
}

/** The clients of one workspace; their calls wait for one another in its queue. */
export function createWorkspaceClients({ token, apiUrl, queue, remedy, logger }: ClientParts): WorkspaceClients {
  let toldOf: string | undefined;
  /** Each token that is refused is told once, however many calls it is refused for. */
  const tokenRefused = (code: string): void => {
    if (toldOf === token()) return;
    toldOf = token();
    logger.error({ code }, `Slack refuses the bot's token (${code}). ${remedy}`);
  };
  const client = (timeout: number, manner: QueueManner) =>
    new QueuedClient({ token, queue, tokenRefused }, manner, {
      ...apiOption(apiUrl),
      logger: slackLogger(logger),
      rejectRateLimitedCalls: true,
      retryConfig: { retries: 0 },
      timeout,
    });
  const interactive = client(interactiveTimeoutMs, { urgency: 'now', patienceMs: interactivePatienceMs });
  return {
    answers: {
      interactive,
      delivery: client(deliveryTimeoutMs, { urgency: 'now', patienceMs: answerPatienceMs }),
    },
    outbox: {
      interactive,
      delivery: client(deliveryTimeoutMs, { urgency: 'later', patienceMs: outboxPatienceMs }),
    },
  };
}

/** For the client that Bolt makes by itself. */
export const boltClientOptions = (apiUrl: string | undefined): WebClientOptions => ({
  ...apiOption(apiUrl),
  retryConfig: { retries: 0 },
  timeout: deliveryTimeoutMs,
});

export const apiOption = (apiUrl: string | undefined): { slackApiUrl?: string } =>
  apiUrl === undefined ? {} : { slackApiUrl: apiUrl };

/** Slack's error code, such as `channel_not_found`; undefined where the call failed in another way. */
export function platformCode(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** What no retry will mend, in words: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const finalCodes: ReadonlyMap<string, string> = new Map([
  ['channel_not_found', 'there is no such channel or person, or the bot was not invited'],
  ['is_archived', 'the channel is archived'],
  ['not_in_channel', 'the bot is not in the channel'],
  ['user_not_found', 'there is no such person'],
  ['users_not_found', 'there is no such person'],
  ['cannot_dm_bot', 'it is for a bot, which takes no direct messages'],
  ['message_not_found', 'the message it would edit is gone'],
  ['cant_update_message', 'the message may not be edited'],
  ['edit_window_closed', 'the message may not be edited any more'],
  ['msg_too_long', 'it is too long'],
  ['invalid_blocks', 'it is not well formed'],
  ['restricted_action', 'only some may post in the channel'],
  ['user_disabled', 'the account is deactivated'],
  ['invalid_auth', 'the bot’s token is wrong'],
  ['account_inactive', 'the bot was uninstalled'],
  ['token_revoked', 'the bot’s token was revoked'],
  ['missing_scope', 'the app lacks a permission'],
  ['no_permission', 'the app lacks a permission'],
]);

/**
 * Turns what Slack will never accept into a refusal, tells that it is out of reach, and leaves the rest as it is.
 * @param recipient what the message was for
 */
export function refusalOf(error: unknown, recipient: Address['kind'] = 'place'): unknown {
  const code = platformCode(error);
  if (code === undefined) return outOfReach(error) ?? error;
  if (outageCodes.has(code)) return new OutOfReach(`Slack fails (${code}).`, unclearCodes.has(code), { cause: error });
  // So Slack calls the direct messages of whoever has left.
  const isOfLeft = recipient === 'person' && code === 'is_archived';
  const words = finalCodes.get(isOfLeft ? 'user_disabled' : code);
  if (words === undefined) return error;
  return new Refusal(
    `Slack refuses the message: ${words} (${code}).`,
    { code: `slack-${code}`, ...hintFor(code) },
    { cause: error },
  );
}

/** Codes with which Slack says that it fails: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const outageCodes = new Set(['internal_error', 'service_unavailable', 'fatal_error', 'request_timeout']);
/** It may have failed in the midst of it. */
const unclearCodes = new Set(['fatal_error', 'request_timeout']);

/** That Slack could not be asked, or failed; undefined where it answered. */
function outOfReach(error: unknown): OutOfReach | undefined {
  if (error instanceof WebAPIHTTPError && error.statusCode >= 500)
    return new OutOfReach(`Slack answers ${error.statusCode}.`, false, { cause: error });
  if (!(error instanceof WebAPIRequestError)) return undefined;
  return new OutOfReach('Slack cannot be reached.', error.original.name === 'TimeoutError', { cause: error });
}

function hintFor(code: string): { hint?: string } {
  switch (code) {
    case 'invalid_auth':
    case 'account_inactive':
    case 'token_revoked':
      return { hint: 'Have an administrator install the app in the workspace again.' };
    case 'missing_scope':
    case 'no_permission':
      return { hint: 'Install the app anew with the manifest of this version: npx callboard manifest slack.' };
    case 'not_in_channel':
    case 'channel_not_found':
      return { hint: 'Invite the bot to the channel.' };
    default:
      return {};
  }
}

/** Slack's libraries log through ours; what they call information is of interest to none but their makers. */
export function slackLogger(logger: Logger): SlackLogger {
  const write =
    (level: 'debug' | 'warn') =>
    (...parts: unknown[]) =>
      logger[level]({ library: 'slack' }, parts.map(String).join(' '));
  return {
    debug: () => undefined,
    info: write('debug'),
    warn: write('warn'),
    error: write('warn'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
