import { WebClient } from '@slack/web-api';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { Records } from '#callboard/core/storage/records.ts';
import { apiOption, platformCode, slackLogger } from '../slack-clients.ts';
import type { Installation } from './installation.ts';
import type { InstallationRecords } from './installation-records.ts';

/** A token lasts twelve hours: https://docs.slack.dev/authentication/using-token-rotation */
const renewAheadMs = 2 * 60 * 60 * 1000;
const renewTimeoutMs = 10_000;
/** Longer than renewing takes; short, since after a crash another instance waits for it. */
const leaseMs = 30_000;
/** What Slack refuses is asked for again, and told again, after so long. */
const refusedRestMs = 60 * 60 * 1000;

export interface RenewalParts {
  readonly kept: InstallationRecords;
  /** Where it is noted which token is just being renewed. */
  readonly leases: Records;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiUrl: string | undefined;
  /** Where an administrator installs the bot. */
  readonly installUrl: string;
  readonly now: () => Date;
  readonly logger: Logger;
}

/** Whether a token ends soon. */
export const isDue = ({ rotation }: Installation, now: Date): boolean =>
  rotation !== undefined && rotation.expiresAt - now.getTime() < renewAheadMs;

/**
 * Renews a token that ends soon. A refresh token is good for once: of several instances one spends it, and the others read
 * what it has brought. It never rejects; that Slack gives no other token is told to the administrator.
 */
export async function renewToken(id: string, parts: RenewalParts): Promise<void> {
  const { kept, leases, now, logger } = parts;
  const lease = `renewing:${id}`;
  try {
    if (!(await leases.compareAndSet(lease, undefined, true, new Date(now().getTime() + leaseMs)))) return;
    const current = await kept.get(id);
    if (current?.kind === 'installed' && isDue(current.installation, now())) {
      const renewed = await askForToken(current.installation, parts);
      if (!renewed) return await leases.put(lease, true, new Date(now().getTime() + refusedRestMs));
      await kept.replace(renewed, current.revision);
    }
    await leases.remove(lease);
  } catch (error) {
    logger.warn({ error, workspace: id }, 'a token of Slack could not be renewed; it is tried again');
  }
}

/** @returns undefined where Slack gives none for this refresh token any more @throws where Slack does not answer */
async function askForToken(installation: Installation, parts: RenewalParts): Promise<Installation | undefined> {
  const { clientId, clientSecret, apiUrl, installUrl, now, logger } = parts;
  const client = new WebClient(undefined, {
    ...apiOption(apiUrl),
    logger: slackLogger(logger),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: renewTimeoutMs,
  });
  try {
    const given = await client.oauth.v2.access({
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'refresh_token',
      refresh_token: installation.rotation?.refreshToken ?? '',
    });
    const { access_token: token, refresh_token: refreshToken, expires_in: seconds } = given;
    if (token === undefined || refreshToken === undefined || seconds === undefined)
      throw new Error('Slack gave no whole token');
    return { ...installation, token, rotation: { refreshToken, expiresAt: now().getTime() + seconds * 1000 } };
  } catch (error) {
    const code = platformCode(error);
    if (code === undefined) throw error;
    logger.error(
      { workspace: installation.id, code },
      `Slack renews the token of ${installation.name} no more (${code}). Have an administrator of it install Callboard again: ${installUrl}. Other workspaces go on.`,
    );
    return undefined;
  }
}
