import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Webhook } from '#callboard/core/http/serve-webhook.ts';
import { isJsonObject, type JsonObject } from '#callboard/core/storage/json.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';

export interface WebhookContext {
  /** The secret that GitHub signs with. */
  readonly secret: string;
  readonly logger: Logger;
  /** The source of an organisation, by its name; undefined where it is none of ours. */
  readonly sourceOf: (organisation: string) => string | undefined;
  readonly refreshSource: (sourceId: string) => Promise<void>;
  readonly refreshRepository: (url: string) => Promise<void>;
}

/** Events after which files or people may be others. */
const refreshing = new Set([
  'push',
  'repository',
  'create',
  'delete',
  'public',
  'team',
  'membership',
  'organization',
  'member',
]);

/**
 * Takes what GitHub tells about repositories and people: signed over the very bytes that were sent, with the secret that
 * both know.
 */
export function gitHubWebhook(context: WebhookContext): Webhook {
  return {
    isGenuine: (headers, body) => isSigned(body, headers['x-hub-signature-256'], context.secret),
    refused: (headers) =>
      context.logger.warn(
        { event: headers['x-github-event'] },
        'a webhook was refused: its signature is not that of github.webhookSecret',
      ),
    take: async (headers, payload) => {
      if (!refreshing.has(String(headers['x-github-event'] ?? ''))) return false;
      const { organisation, repository } = readEvent(payload);
      const source = organisation === undefined ? undefined : context.sourceOf(organisation);
      if (source !== undefined) await context.refreshSource(source);
      if (repository !== undefined) await context.refreshRepository(repository);
      return true;
    },
  };
}

function isSigned(body: Buffer, signature: unknown, secret: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  const given = Buffer.from(typeof signature === 'string' ? signature : '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function readEvent({ organization, repository }: JsonObject): {
  readonly organisation?: string;
  readonly repository?: string;
} {
  const organisation = isJsonObject(organization) ? organization['login'] : undefined;
  const url = isJsonObject(repository) ? repository['clone_url'] : undefined;
  return {
    ...(typeof organisation === 'string' && { organisation }),
    ...(typeof url === 'string' && { repository: url }),
  };
}
