import type { Logger } from '#callboard/core/telemetry/logger.ts';
import { platformCode } from './slack-clients.ts';

/** What a token that Slack will never take is answered with: https://docs.slack.dev/reference/methods/auth.test#errors */
const refusedCodes = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
]);

const firstDelayMs = 1000;
const longestDelayMs = 60_000;

/** Resolves after that many milliseconds; sooner, without failing, when the signal aborts. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** A way to Slack. */
export interface Connection {
  /** Connects. @returns the name of the workspace and where it is */
  readonly connect: () => Promise<string>;
  /** Resolves when the connection has ended; absent where none lasts, since Slack sends requests over HTTP. */
  readonly ended?: () => Promise<void>;
}

/** What staying connected needs. */
export interface ConnectionParts {
  readonly logger: Logger;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly wait: Wait;
}

/**
 * Connects, and connects anew whenever the connection ends, until the signal aborts or Slack refuses the token. It
 * never rejects: the bot goes on without Slack, and says so.
 */
export async function stayConnected({ connect, ended }: Connection, parts: ConnectionParts): Promise<void> {
  const { logger, signal, wait } = parts;
  while ((await isConnected(connect, parts)) && ended !== undefined) {
    await ended();
    if (signal.aborted) return;
    logger.info({}, 'the connection to Slack ended; it is made anew');
    await wait(firstDelayMs, signal);
  }
}

/** Tries until it works. @returns false where the signal ended it, or Slack refuses the token */
async function isConnected(
  connect: () => Promise<string>,
  { logger, signal, wait }: ConnectionParts,
): Promise<boolean> {
  for (let delayMs = firstDelayMs; !signal.aborted; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
    try {
      const workspace = await connect();
      logger.info({}, `connected to the workspace ${workspace}`);
      return true;
    } catch (error) {
      const code = platformCode(error);
      if (code !== undefined && refusedCodes.has(code)) {
        logger.error(
          { code },
          `Slack refuses the token (${code}): check SLACK_BOT_TOKEN and SLACK_APP_TOKEN. Slack is left out until a restart.`,
        );
        return false;
      }
      if (signal.aborted) return false;
      // The socket that ends before Slack has greeted gives no reason.
      const reason = error instanceof Error ? error.message : 'the connection ended at once';
      logger.warn({ reason, delayMs }, 'Slack cannot be reached; it is tried again');
      await wait(delayMs, signal);
    }
  }
  return false;
}
