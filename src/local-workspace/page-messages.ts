import type { JsonObject } from './json.ts';
import type { Message } from './message.ts';

/** A message as the page's API gives it. */
export const pageMessage = (message: Message): JsonObject => ({
  ts: message.ts,
  channel: message.channel,
  ...(message.threadTs && { threadTs: message.threadTs }),
  userId: message.userId,
  ...(message.botName && { botName: message.botName }),
  isBot: message.isBot,
  text: message.text,
  ...(message.blocks && { blocks: message.blocks }),
  isEphemeral: message.isEphemeral,
  isEdited: message.isEdited,
  replyCount: message.replyCount,
  ...(message.latestReplyTs && { latestReplyTs: message.latestReplyTs }),
  ...(message.reactions && { reactions: message.reactions }),
  ...(message.attachments && { attachments: message.attachments }),
  ...(message.entities && { entities: message.entities }),
  ...(message.subtype && { subtype: message.subtype }),
});
