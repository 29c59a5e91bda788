import type { Conversation } from '../conversations.ts';
import type { Message } from '../message.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';

/**
 * A conversation that the bot can see, by its id: any public channel, and the private and direct ones that it is in.
 * @throws SlackError `channel_not_found`
 */
export const visibleConversation = ({ conversations, bot }: Workspace, id: string): Conversation => {
  const conversation = conversations.byId(id);
  if (conversation === undefined || (conversation.isPrivate && !conversation.members.has(bot.userId))) {
    throw new SlackError('channel_not_found');
  }
  return conversation;
};

/** Whether nothing can be said there any more: an archived channel, or a direct one with someone who is gone. */
export const isClosed = ({ members }: Workspace, conversation: Conversation): boolean =>
  conversation.isArchived ||
  (conversation.kind === 'direct' && [...conversation.members].some((id) => members.byId(id)?.isDeactivated === true));

/**
 * A conversation that the bot is in.
 * @throws SlackError `channel_not_found`, `not_in_channel`
 */
export const joinedConversation = (workspace: Workspace, id: string): Conversation => {
  const conversation = visibleConversation(workspace, id);
  if (!conversation.members.has(workspace.bot.userId)) throw new SlackError('not_in_channel');
  return conversation;
};

/**
 * A conversation that the bot is in, and where something can be said.
 * @throws SlackError `channel_not_found`, `not_in_channel`, `is_archived`
 */
export const openConversation = (workspace: Workspace, id: string): Conversation => {
  const conversation = visibleConversation(workspace, id);
  if (isClosed(workspace, conversation)) throw new SlackError('is_archived');
  return joinedConversation(workspace, id);
};

/**
 * Where a message goes: a conversation by id or `#name`, or a person by id, whose direct conversation it opens.
 * @throws SlackError `channel_not_found`, `not_in_channel`, `is_archived`
 */
export const postingConversation = (workspace: Workspace, reference: string): Conversation => {
  const { conversations, members, bot } = workspace;
  const named = reference.startsWith('#') ? conversations.find(reference) : undefined;
  const direct = members.byId(reference) && conversations.direct(reference, bot.userId);
  return openConversation(workspace, direct?.id ?? named?.id ?? reference);
};

/**
 * The message of a timestamp that everyone sees; ephemeral ones can't be reached this way.
 * @throws SlackError `message_not_found`
 */
export const lastingMessage = ({ conversations }: Workspace, channel: string, ts: string): Message => {
  const message = conversations.message(channel, ts);
  if (message === undefined || message.isEphemeral) throw new SlackError('message_not_found');
  return message;
};
