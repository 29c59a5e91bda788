import type { IncomingHttpHeaders } from 'node:http';
import { isJsonObject, type JsonObject } from '../storage/json.ts';
import type { HttpScope } from './http-server.ts';

/** What a host tells unasked, at `/webhook` of a plugin's routes. */
export interface Webhook {
  /** Whether the host has sent it, judged by the very bytes that came. */
  readonly isGenuine: (headers: IncomingHttpHeaders, body: Buffer) => boolean;
  /** Told of what somebody else has sent. */
  readonly refused: (headers: IncomingHttpHeaders) => void;
  /**
   * Does what is to be done. An event that is delivered twice is taken twice.
   * @returns false where nothing is to be done for such an event
   */
  readonly take: (headers: IncomingHttpHeaders, payload: JsonObject) => Promise<boolean>;
}

/** Hosts send up to 25 MB; what is asked for here is far smaller. */
const maximumBytes = 5 * 1024 * 1024;

/** Serves a webhook: what is not the host's own is answered with 401. */
export async function serveWebhook(scope: HttpScope, { isGenuine, refused, take }: Webhook): Promise<void> {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maximumBytes }, (_request, body, done) =>
    done(null, body),
  );
  scope.post('/webhook', { config: { isSigned: true }, bodyLimit: maximumBytes }, async ({ headers, body }, reply) => {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    if (!isGenuine(headers, bytes)) {
      refused(headers);
      return reply.code(401).send({ error: 'This is not signed with the secret.' });
    }
    return reply.code((await take(headers, parse(bytes))) ? 202 : 204).send();
  });
}

/** Hosts may be told to send forms instead of JSON: those tell nothing here. */
function parse(bytes: Buffer): JsonObject {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
