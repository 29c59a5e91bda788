import { limits } from '../checks/limits.ts';
import type { JsonObject } from '../json.ts';
import { type MessageContent, toSlackMessage } from '../message.ts';
import { readMessageContent } from '../message-content.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';
import type { Arguments } from './arguments.ts';
import { isClosed, lastingMessage, openConversation, postingConversation, visibleConversation } from './find.ts';
import type { Call, Method } from './method.ts';

const content = ['text', 'blocks', 'parse', 'link_names', 'team_id'] as const;

const readContent = (
  workspace: Workspace,
  given: Arguments,
  isForOne = false,
  mostText: number = limits.messageText,
): MessageContent =>
  readMessageContent(
    { text: given.text('text'), blocks: given.json('blocks'), metadata: given.json('metadata') },
    workspace,
    isForOne,
    mostText,
  );

/** The first message of the thread that `thread_ts` names. */
const threadOf = (workspace: Workspace, channel: string, given: Arguments): { threadTs?: string } => {
  const ts = given.text('thread_ts');
  if (ts === undefined) return {};
  const parent = workspace.conversations.message(channel, ts);
  // Slack files an ephemeral or unknown parent nowhere
  if (parent === undefined || parent.isEphemeral) throw new SlackError('thread_not_found');
  return { threadTs: parent.threadTs ?? parent.ts };
};

const postMessage = ({ workspace, arguments: given }: Call): JsonObject => {
  const conversation = postingConversation(workspace, given.required('channel'));
  const posted = workspace.conversations.post({
    ...readContent(workspace, given),
    channel: conversation.id,
    userId: workspace.bot.userId,
    botName: workspace.bot.name,
    ...threadOf(workspace, conversation.id, given),
  });
  return { channel: conversation.id, ts: posted.ts, message: toSlackMessage(posted, workspace.bot) };
};

const postEphemeral = ({ workspace, arguments: given }: Call): JsonObject => {
  const conversation = openConversation(workspace, given.required('channel'));
  const user = given.required('user');
  if (workspace.members.byId(user) === undefined) throw new SlackError('user_not_found');
  if (!conversation.members.has(user) || workspace.members.byId(user)?.isDeactivated === true)
    throw new SlackError('user_not_in_channel');
  const posted = workspace.conversations.post({
    ...readContent(workspace, given, true),
    channel: conversation.id,
    userId: workspace.bot.userId,
    botName: workspace.bot.name,
    ...threadOf(workspace, conversation.id, given),
    visibleTo: user,
  });
  return { message_ts: posted.ts };
};

const update = ({ workspace, arguments: given }: Call): JsonObject => {
  const conversation = visibleConversation(workspace, given.required('channel'));
  const channel = conversation.id;
  const ts = given.required('ts');
  if (lastingMessage(workspace, channel, ts).userId !== workspace.bot.userId)
    throw new SlackError('cant_update_message');
  if (isClosed(workspace, conversation)) throw new SlackError('is_inactive');
  const { editWindowMs = Infinity } = workspace.options;
  if (workspace.now().getTime() - Number(ts) * 1000 > editWindowMs) throw new SlackError('edit_window_closed');
  const changed = readContent(workspace, given, false, limits.updatedText);
  // blocks that are not mentioned stay, an empty list removes them
  const keepsBlocks = !given.has('blocks');
  const editedTs = workspace.identifiers.timestamp();
  const updated = workspace.conversations.change(channel, ts, ({ blocks, ...message }) => ({
    ...message,
    ...(keepsBlocks && blocks && { blocks }),
    ...changed,
    isEdited: true,
    editedTs,
  }));
  if (updated === undefined) throw new SlackError('message_not_found');
  return { channel, ts, text: updated.text, message: toSlackMessage(updated, workspace.bot) };
};

const remove = ({ workspace, arguments: given }: Call): JsonObject => {
  const channel = visibleConversation(workspace, given.required('channel')).id;
  const ts = given.required('ts');
  if (lastingMessage(workspace, channel, ts).userId !== workspace.bot.userId)
    throw new SlackError('cant_delete_message');
  workspace.conversations.remove(channel, ts);
  return { channel, ts };
};

const permalink = ({ workspace, arguments: given }: Call): JsonObject => {
  const channel = visibleConversation(workspace, given.required('channel')).id;
  const ts = given.required('message_ts');
  lastingMessage(workspace, channel, ts);
  return { channel, permalink: `${workspace.origin}/archives/${channel}/p${ts.replace('.', '')}` };
};

/** `chat.*`: what the bot says. */
export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': {
    token: 'bot',
    takes: [...content, 'channel', 'thread_ts', 'mrkdwn', 'unfurl_links', 'unfurl_media', 'metadata'],
    call: postMessage,
  },
  'chat.postEphemeral': { token: 'bot', takes: [...content, 'channel', 'user', 'thread_ts'], call: postEphemeral },
  'chat.update': {
    token: 'bot',
    takes: [...content, 'channel', 'ts', 'metadata', 'as_user'],
    call: update,
  },
  'chat.delete': { token: 'bot', takes: ['channel', 'ts', 'as_user', 'team_id'], call: remove },
  'chat.getPermalink': { token: 'bot', takes: ['channel', 'message_ts', 'team_id'], call: permalink },
};
