import type { Conversation } from '../conversations.ts';
import type { Message } from '../message.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';

/**
 * A conversation that the bot can see, by its id: any channel, and its own direct ones.
 * @throws SlackError `channel_not_found`
 */
export const visibleConversation = ({ conversations, bot }: Workspace, id: string): Conversation => {
  const conversation = conversations.byId(id);
  if (conversation === undefined || (conversation.kind === 'direct' && !conversation.members.has(bot.userId))) {
    throw new SlackError('channel_not_found');
  }
  return conversation;
};

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
 * Where a message goes: a conversation by id or `#name`, or a person by id, whose direct conversation it opens.
 * @throws SlackError `channel_not_found`, `not_in_channel`
 */
export const postingConversation = (workspace: Workspace, reference: string): Conversation => {
  const { conversations, options, bot } = workspace;
  if (options.people.some(({ id }) => id === reference)) return conversations.direct(reference, bot.userId);
  const named = reference.startsWith('#') ? conversations.find(reference) : undefined;
  return joinedConversation(workspace, named?.id ?? reference);
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
