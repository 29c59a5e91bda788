import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { Wait } from '#callboard/core/wait.ts';
import { refusedToken } from './calls/refused-token.ts';

const firstDelayMs = 1000;
const longestDelayMs = 60_000;

/** What staying connected needs. */
export interface ConnectionParts {
  readonly logger: Logger;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly wait: Wait;
}

/**
 * Tries until it works, until the signal aborts or until Slack refuses the token. It never rejects: the bot goes on
 * without Slack, and says so.
 * @param connect never resolves to undefined
 * @param token which setting holds the token that it connects with
 */
export async function connectSlack<Connected extends object>(
  connect: () => Promise<Connected>,
  token: string,
  { logger, signal, wait }: ConnectionParts,
): Promise<Connected | undefined> {
  for (let delayMs = firstDelayMs; !signal.aborted; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
    try {
      return await connect();
    } catch (error) {
      const code = refusedToken(error);
      if (code !== undefined) {
        logger.error({ code }, `Slack refuses the token (${code}): check ${token}. Slack is left out until a restart.`);
        return undefined;
      }
      if (signal.aborted) return undefined;
      // The socket that ends before Slack has greeted gives no reason.
      const reason = error instanceof Error ? error.message : 'the connection ended at once';
      logger.warn({ reason, delayMs }, 'Slack cannot be reached; it is tried again');
      await wait(delayMs, signal);
    }
  }
  return undefined;
}
