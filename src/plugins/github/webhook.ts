import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HttpScope } from '#callboard/core/http/http-server.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
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

/** GitHub sends at most 25 MB; what is asked for here is far smaller. */
const maximumBytes = 5 * 1024 * 1024;

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
 * both know. An event that is delivered twice refreshes twice, which does no harm.
 */
export async function serveWebhook(scope: HttpScope, context: WebhookContext): Promise<void> {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maximumBytes }, (_request, body, done) =>
    done(null, body),
  );
  scope.post('/webhook', { config: { isSigned: true }, bodyLimit: maximumBytes }, async (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const event = String(request.headers['x-github-event'] ?? '');
    if (!isSigned(body, request.headers['x-hub-signature-256'], context.secret)) {
      context.logger.warn({ event }, 'a webhook was refused: its signature is not that of github.webhookSecret');
      return reply.code(401).send({ error: 'The signature is not that of the secret.' });
    }
    if (!refreshing.has(event)) return reply.code(204).send();
    const { organisation, repository } = readEvent(body);
    const source = organisation === undefined ? undefined : context.sourceOf(organisation);
    if (source !== undefined) await context.refreshSource(source);
    if (repository !== undefined) await context.refreshRepository(repository);
    return reply.code(202).send();
  });
}

function isSigned(body: Buffer, signature: unknown, secret: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  const given = Buffer.from(typeof signature === 'string' ? signature : '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function readEvent(body: Buffer): { readonly organisation?: string; readonly repository?: string } {
  const payload = parse(body.toString('utf8'));
  if (!isJsonObject(payload)) return {};
  const { organization, repository } = payload;
  const organisation = isJsonObject(organization) ? organization['login'] : undefined;
  const url = isJsonObject(repository) ? repository['clone_url'] : undefined;
  return {
    ...(typeof organisation === 'string' && { organisation }),
    ...(typeof url === 'string' && { repository: url }),
  };
}

/** GitHub may be told to send forms instead of JSON: those tell nothing here. */
function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
