import { WebAPIHTTPError, WebAPIRequestError } from '@slack/web-api';
import { NotYet } from '#callboard/core/messages/not-yet.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { deliveryTimeoutMs } from './slack-clients.ts';

/**
 * Answers through the response URL of an event.
 * @throws Refusal where {@link isSpent}, NotYet where Slack takes none for now, else what its client throws
 */
export async function respond(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(deliveryTimeoutMs),
  }).catch((error: unknown) => {
    throw new WebAPIRequestError(error instanceof Error ? error : new Error(String(error)));
  });
  if (response.ok) return;
  const reason = (await response.text()).slice(0, 100);
  // 404 and 410: it was used five times, or is older than 30 minutes.
  if (response.status === 404 || response.status === 410) {
    throw new Refusal(`Slack no longer takes an answer to that (${reason}).`, { code: 'slack-response-expired' });
  }
  if (response.status === 429)
    throw new NotYet('Slack takes no more responses for now.', 1000 * Number(response.headers.get('retry-after') ?? 1));
  throw new WebAPIHTTPError(response.status, response.statusText, {}, reason);
}

/** Whether a response URL was used five times, or is older than 30 minutes. */
export const isSpent = (error: unknown): boolean => error instanceof Refusal && error.code === 'slack-response-expired';
