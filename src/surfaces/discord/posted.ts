import type { Address } from '#callboard/core/messages/address.ts';
import { surfaceId } from './surface-id.ts';

type Place = Address & { readonly kind: 'place' };

/** What is needed to edit a message: posted to a channel, or as the answer to an interaction. */
export type Posted =
  | { readonly kind: 'message'; readonly channelId: string; readonly messageId: string }
  /** `to` carries the token that edits it. */
  | { readonly kind: 'reply'; readonly to: Place; readonly messageId: string };

/** What was posted, as the text that the outbox keeps. */
export function formatPosted(posted: Posted): string {
  if (posted.kind === 'message') return JSON.stringify({ channel: posted.channelId, message: posted.messageId });
  const { conversation, thread, askedBy, onlyFor, replyToken } = posted.to;
  return JSON.stringify({ message: posted.messageId, conversation, thread, askedBy, onlyFor, replyToken });
}

/**
 * Reads what {@link formatPosted} wrote.
 * @throws Error where it is anything else
 */
export function readPosted(text: string): Posted {
  const parsed: unknown = JSON.parse(text);
  const fields = new Map<string, unknown>(typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : []);
  const read = (name: string) => {
    const value = fields.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const [messageId, channelId, conversation] = ['message', 'channel', 'conversation'].map(read);
  if (messageId !== undefined && channelId !== undefined) return { kind: 'message', channelId, messageId };
  if (messageId === undefined || conversation === undefined)
    throw new Error('a posted Discord message that is unreadable');
  const [thread, askedBy, onlyFor, replyToken] = ['thread', 'askedBy', 'onlyFor', 'replyToken'].map(read);
  const to: Place = {
    surface: surfaceId,
    kind: 'place',
    conversation,
    ...(thread === undefined ? {} : { thread }),
    ...(askedBy === undefined ? {} : { askedBy }),
    ...(onlyFor === undefined ? {} : { onlyFor }),
    ...(replyToken === undefined ? {} : { replyToken }),
  };
  return { kind: 'reply', to, messageId };
}
