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

/**
 * Connects, and tries again until it works, the signal ends it, or Slack refuses the token. It never rejects: the bot
 * goes on without Slack, and says so.
 * @param connect ends with the name of the workspace and where it is
 * @param wait resolves after that many milliseconds, or when the signal ends it
 */
export async function connectPatiently(
  connect: () => Promise<string>,
  {
    logger,
    signal,
    wait,
  }: { logger: Logger; signal: AbortSignal; wait: (ms: number, signal: AbortSignal) => Promise<void> },
): Promise<void> {
  for (let delayMs = firstDelayMs; !signal.aborted; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
    try {
      const workspace = await connect();
      logger.info({}, `connected to the workspace ${workspace}`);
      return;
    } catch (error) {
      const code = platformCode(error);
      if (code !== undefined && refusedCodes.has(code)) {
        logger.error(
          { code },
          `Slack refuses the token (${code}): check SLACK_BOT_TOKEN and SLACK_APP_TOKEN. Slack is left out until a restart.`,
        );
        return;
      }
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn({ reason, delayMs }, 'Slack cannot be reached; it is tried again');
      await wait(delayMs, signal);
    }
  }
}
