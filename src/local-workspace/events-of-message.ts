import { appContext } from './app-context.ts';
import type { Conversation } from './conversations.ts';
import type { JsonObject } from './json.ts';
import { linkShared } from './links.ts';
import { type Message, toSlackMessage } from './message.ts';
import type { Subscription } from './options.ts';
import type { Workspace } from './workspace.ts';

/** The subscription to the messages of a conversation, and what events call its type. */
export const messagesOf = ({ kind, isPrivate }: Conversation): [subscription: Subscription, channelType: string] => {
  if (kind === 'direct') return ['message.im', 'im'];
  return isPrivate ? ['message.groups', 'group'] : ['message.channels', 'channel'];
};

const eventsOf = (workspace: Workspace, message: Message, conversation: Conversation): [Subscription, JsonObject][] => {
  const { bot } = workspace;
  const shown = toSlackMessage(message, bot);
  const event = { ...shown, channel: message.channel, event_ts: message.ts };
  const [subscription, channelType] = messagesOf(conversation);
  const isDirect = conversation.kind === 'direct';
  const inChannel: [Subscription, JsonObject] = [
    subscription,
    { ...event, channel_type: channelType, ...(isDirect && appContext(workspace, message.userId)) },
  ];
  const isMention = !isDirect && message.text.includes(`<@${bot.userId}>`);
  return isMention ? [inChannel, ['app_mention', { ...event, type: 'app_mention' }]] : [inChannel];
};

/** The events that a new message causes, for what the app subscribes to. */
export const eventsOfMessage = (workspace: Workspace, message: Message): JsonObject[] => {
  const { conversations, bot, subscriptions, isInstalled } = workspace;
  const conversation = conversations.byId(message.channel);
  if (message.isEphemeral || conversation === undefined || !isInstalled) return [];
  const heard = conversation.members.has(bot.userId) ? eventsOf(workspace, message, conversation) : [];
  const links = linkShared(workspace, message);
  const all: [Subscription, JsonObject][] =
    links === undefined ? heard : [...heard, ['link_shared', { ...links, event_ts: message.ts }]];
  return all.filter(([subscription]) => subscriptions.has(subscription)).map(([, event]) => event);
};
