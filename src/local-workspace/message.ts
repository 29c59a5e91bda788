import { isObject, type JsonObject } from './json.ts';

/** A message as people and tests see it; text and blocks stand as they were sent. */
export type Message = {
  readonly ts: string;
  readonly channel: string;
  readonly threadTs?: string;
  readonly userId: string;
  readonly botName?: string;
  readonly isBot: boolean;
  readonly text: string;
  readonly blocks?: readonly JsonObject[];
  readonly isEphemeral: boolean;
  /** The one person who sees an ephemeral message. */
  readonly visibleTo?: string;
  readonly isEdited: boolean;
  readonly editedTs?: string;
  readonly replyCount: number;
  readonly latestReplyTs?: string;
  readonly reactions?: readonly { readonly name: string; readonly users: readonly string[] }[];
  readonly metadata?: JsonObject;
  /** What the app shows of links in it, in Slack's shape; a later unfurl of the same link replaces the earlier. */
  readonly attachments?: readonly JsonObject[];
  /** The work objects that it shows, as the app sent them. */
  readonly entities?: readonly JsonObject[];
  /** The first message of a thread with an assistant. */
  readonly subtype?: 'assistant_app_thread';
};

/** What a message says, before it has a place. */
export type MessageContent = {
  readonly text: string;
  readonly blocks?: readonly JsonObject[];
  readonly metadata?: JsonObject;
  readonly entities?: readonly JsonObject[];
};

/**
 * A message in the shape of Slack's API and events.
 * @param bot the app's own bot, whose messages carry its ids
 */
export const toSlackMessage = (message: Message, bot: { id: string; appId: string; teamId: string }): JsonObject => ({
  type: 'message',
  user: message.userId,
  ts: message.ts,
  ...(message.isBot && { bot_id: bot.id, app_id: bot.appId }),
  text: message.text,
  team: bot.teamId,
  ...(message.blocks && { blocks: message.blocks }),
  ...(message.threadTs && { thread_ts: message.threadTs }),
  ...(message.editedTs && { edited: { user: message.userId, ts: message.editedTs } }),
  ...(message.replyCount > 0 && {
    thread_ts: message.ts,
    reply_count: message.replyCount,
    latest_reply: message.latestReplyTs,
  }),
  ...(message.reactions && {
    reactions: message.reactions.map(({ name, users }) => ({ name, users, count: users.length })),
  }),
  ...(message.metadata && { metadata: message.metadata }),
  ...(message.attachments && { attachments: message.attachments }),
  ...(message.subtype && { subtype: message.subtype }),
});

const broadcast = /<!(channel|here|everyone)(\|[^>]*)?>/;

/** Whether text or blocks of a message notify a whole channel: `<!channel>`, `<!here>`, `<!everyone>`. */
export const notifiesEveryone = (content: MessageContent): boolean =>
  broadcast.test(content.text) || broadcasts(content.blocks ?? []);

/** Texts of rich text, of plain text and of what buttons carry are no markup. */
const broadcasts = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(broadcasts);
  if (!isObject(value)) return false;
  const { type, text } = value;
  const isMarkup = (type === 'mrkdwn' || type === 'markdown') && typeof text === 'string';
  return type === 'broadcast' || (isMarkup && broadcast.test(text)) || Object.values(value).some(broadcasts);
};
