/** Where somebody asked who is answered directly, and with which code Slack lets nobody see the answer there. */
export interface Closed {
  readonly conversation: string;
  readonly code: string;
}

/** What is needed to edit a message: where it stands, or the URL through which it was answered. */
export type Posted =
  | { readonly kind: 'message'; readonly channel: string; readonly ts: string; readonly insteadOf?: Closed }
  | { readonly kind: 'response'; readonly url: string };

/** What is kept of a posted message. */
export const postedAs = (posted: Posted): string => JSON.stringify(posted);

/** The message that was posted, by its channel; undefined where it is one that no thread can begin at. */
export function postedMessage(text: string): { readonly channel: string; readonly ts: string } | undefined {
  const posted = parsePosted(text);
  return posted.kind === 'message' && posted.ts !== '' ? posted : undefined;
}

/** @throws Error where it is nothing that {@link postedAs} made */
export function parsePosted(text: string): Posted {
  const posted: unknown = JSON.parse(text);
  if (typeof posted === 'object' && posted !== null && 'kind' in posted) {
    if (posted.kind === 'response' && 'url' in posted && typeof posted.url === 'string')
      return { kind: 'response', url: posted.url };
    if (
      posted.kind === 'message' &&
      'channel' in posted &&
      'ts' in posted &&
      typeof posted.channel === 'string' &&
      typeof posted.ts === 'string'
    ) {
      const { channel, ts } = posted;
      const insteadOf = 'insteadOf' in posted && isClosed(posted.insteadOf) ? posted.insteadOf : undefined;
      return { kind: 'message', channel, ts, ...(insteadOf !== undefined && { insteadOf }) };
    }
  }
  throw new Error('what was kept of a posted message cannot be read');
}

const isClosed = (value: unknown): value is Closed =>
  typeof value === 'object' &&
  value !== null &&
  'conversation' in value &&
  'code' in value &&
  typeof value.conversation === 'string' &&
  typeof value.code === 'string';
