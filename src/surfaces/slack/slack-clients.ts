import { LogLevel, type Logger as SlackLogger, WebClient, WebAPIPlatformError } from '@slack/web-api';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';

/** A person waits for the answer to a form or a button for 3 s: a call takes less than that, or fails. */
const interactiveTimeoutMs = 2500;
const deliveryTimeoutMs = 10_000;

/** The two ways in which Slack is called. */
export interface SlackClients {
  /** For what a person waits for: short, once. */
  readonly interactive: WebClient;
  /** For messages that the outbox tries again by itself. */
  readonly delivery: WebClient;
}

/** @param apiUrl where the Web API is, when it is not Slack's own */
export function createSlackClients(token: string, apiUrl: string | undefined, logger: Logger): SlackClients {
  const options = {
    ...apiOption(apiUrl),
    logger: slackLogger(logger),
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
  };
  return {
    interactive: new WebClient(token, { ...options, timeout: interactiveTimeoutMs }),
    delivery: new WebClient(token, { ...options, timeout: deliveryTimeoutMs }),
  };
}

export const apiOption = (apiUrl: string | undefined): { slackApiUrl?: string } =>
  apiUrl === undefined ? {} : { slackApiUrl: apiUrl };

/** Slack's error code, such as `channel_not_found`; undefined where the call failed in another way. */
export function platformCode(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** What no retry will mend: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const finalCodes = new Set([
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'user_not_found',
  'users_not_found',
  'cannot_dm_bot',
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'msg_too_long',
  'invalid_blocks',
  'restricted_action',
  'user_disabled',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'missing_scope',
  'no_permission',
]);

/** Turns what Slack will never accept into a refusal, and leaves the rest to be tried again. */
export function refusalOf(error: unknown): unknown {
  const code = platformCode(error);
  if (code === undefined || !finalCodes.has(code)) return error;
  return new Refusal(
    `Slack refuses the message (${code}).`,
    { code: `slack-${code}`, ...hintFor(code) },
    { cause: error },
  );
}

function hintFor(code: string): { hint?: string } {
  switch (code) {
    case 'invalid_auth':
    case 'account_inactive':
    case 'token_revoked':
      return { hint: 'Check SLACK_BOT_TOKEN: it is wrong, or the app was uninstalled.' };
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
