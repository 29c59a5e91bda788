import type { Conversation } from '../conversations.ts';
import type { JsonObject } from '../json.ts';
import { type Message, toSlackMessage } from '../message.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';
import { pageArguments, pageOf } from './cursor.ts';
import { joinedConversation, lastingMessage, visibleConversation } from './find.ts';
import type { Call, Method } from './method.ts';

/** The other of a direct conversation, and whether they are gone. */
const directOf = ({ bot, members }: Workspace, conversation: Conversation): JsonObject => {
  const user = [...conversation.members].find((id) => id !== bot.userId) ?? bot.userId;
  return { user, is_user_deleted: members.byId(user)?.isDeactivated === true };
};

const slackConversation = (workspace: Workspace, conversation: Conversation): JsonObject => {
  const { bot, team } = workspace;
  const isDirect = conversation.kind === 'direct';
  return {
    id: conversation.id,
    created: 0,
    is_archived: conversation.isArchived,
    is_im: isDirect,
    is_mpim: false,
    is_private: conversation.isPrivate,
    context_team_id: team.id,
    ...(isDirect
      ? directOf(workspace, conversation)
      : {
          name: conversation.name,
          name_normalized: conversation.name,
          is_channel: !conversation.isPrivate,
          is_group: conversation.isPrivate,
          is_general: false,
          is_member: conversation.members.has(bot.userId),
          num_members: conversation.members.size,
          topic: { value: '', creator: '', last_set: 0 },
          purpose: { value: '', creator: '', last_set: 0 },
        }),
  };
};

const open = ({ workspace, arguments: given }: Call): JsonObject => {
  if (given.text('channel') !== undefined) {
    const conversation = visibleConversation(workspace, given.required('channel'));
    if (conversation.kind !== 'direct') throw new SlackError('method_not_supported_for_channel_type');
    return { channel: { id: conversation.id } };
  }
  const users = given.required('users').split(',');
  if (users.length > 1)
    throw new SlackError('invalid_user_combination', ['only direct conversations of two [json-pointer:/users]']);
  const [user = ''] = users;
  if (workspace.members.byId(user) === undefined) throw new SlackError('user_not_found');
  if (workspace.members.byId(user)?.isDeactivated === true) throw new SlackError('user_disabled');
  const before = workspace.conversations.all().length;
  const conversation = workspace.conversations.direct(user, workspace.bot.userId);
  return {
    channel: given.flag('return_im') === true ? slackConversation(workspace, conversation) : { id: conversation.id },
    ...(workspace.conversations.all().length === before && { no_op: true, already_open: true }),
  };
};

const join = ({ workspace, arguments: given }: Call): JsonObject => {
  const conversation = visibleConversation(workspace, given.required('channel'));
  const { bot, conversations } = workspace;
  if (conversation.kind === 'direct' || conversation.isPrivate)
    throw new SlackError('method_not_supported_for_channel_type');
  if (conversation.isArchived) throw new SlackError('is_archived');
  if (conversation.members.has(bot.userId)) {
    const warning = 'already_in_channel';
    return {
      channel: slackConversation(workspace, conversation),
      warning,
      response_metadata: { warnings: [warning] },
    };
  }
  const joined = conversations.update(conversation.id, (channel) => ({
    ...channel,
    members: new Set([...channel.members, bot.userId]),
  }));
  return { channel: slackConversation(workspace, joined) };
};

/** Which conversations are asked for: a name of Slack's for each. */
const typeOf = ({ kind, isPrivate }: Conversation): string => {
  if (kind === 'direct') return 'im';
  return isPrivate ? 'private_channel' : 'public_channel';
};

const readTypes = (types: string): ReadonlySet<string> => {
  const asked = types.split(',');
  const unknown = asked.filter((type) => !['public_channel', 'private_channel', 'mpim', 'im'].includes(type));
  if (unknown.length > 0) throw new SlackError('invalid_types');
  return new Set(asked);
};

const listAll = ({ workspace, arguments: given }: Call): JsonObject => {
  const hidesArchived = given.flag('exclude_archived') === true;
  const wanted = readTypes(given.text('types') ?? 'public_channel');
  const visible = workspace.conversations
    .all()
    .filter(
      (each) =>
        wanted.has(typeOf(each)) &&
        (!each.isPrivate || each.members.has(workspace.bot.userId)) &&
        !(hidesArchived && each.isArchived),
    );
  const { items, metadata } = pageOf(visible, given);
  return { channels: items.map((each) => slackConversation(workspace, each)), response_metadata: metadata };
};

const range = (messages: readonly Message[], given: Call['arguments']) => {
  const oldest = Number(given.text('oldest') ?? 0);
  const latest = Number(given.text('latest') ?? Infinity);
  const isInclusive = given.flag('inclusive') === true;
  return messages.filter(({ ts }) =>
    isInclusive ? Number(ts) >= oldest && Number(ts) <= latest : Number(ts) > oldest && Number(ts) < latest,
  );
};

const history = ({ workspace, arguments: given }: Call): JsonObject => {
  const { id } = joinedConversation(workspace, given.required('channel'));
  const said = workspace.conversations.messages(id).filter((message) => !message.isEphemeral && !message.threadTs);
  const { items, hasMore, metadata } = pageOf(range(said, given).toReversed(), given);
  return {
    messages: items.map((each) => toSlackMessage(each, workspace.bot)),
    has_more: hasMore,
    response_metadata: metadata,
  };
};

const replies = ({ workspace, arguments: given }: Call): JsonObject => {
  const { id } = joinedConversation(workspace, given.required('channel'));
  const ts = given.required('ts');
  const named = workspace.conversations.message(id, ts);
  if (named === undefined) throw new SlackError('thread_not_found');
  const parent = lastingMessage(workspace, id, named.threadTs ?? ts);
  const thread = workspace.conversations
    .messages(id)
    .filter((message) => !message.isEphemeral && message.threadTs === parent.ts);
  const { items, hasMore, metadata } = pageOf([parent, ...range(thread, given)], given);
  return {
    messages: items.map((each) => toSlackMessage(each, workspace.bot)),
    has_more: hasMore,
    response_metadata: metadata,
  };
};

const read = ['channel', 'oldest', 'latest', 'inclusive', 'include_all_metadata', 'team_id', ...pageArguments] as const;

/** `conversations.*`: channels and direct conversations. */
export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.open': {
    token: 'bot',
    takes: ['users', 'channel', 'return_im', 'prevent_creation', 'team_id'],
    call: open,
  },
  'conversations.join': { token: 'bot', takes: ['channel', 'team_id'], call: join },
  'conversations.info': {
    token: 'bot',
    takes: ['channel', 'include_locale', 'include_num_members', 'team_id'],
    call: ({ workspace, arguments: given }) => ({
      channel: slackConversation(workspace, visibleConversation(workspace, given.required('channel'))),
    }),
  },
  'conversations.list': {
    token: 'bot',
    takes: ['types', 'exclude_archived', 'team_id', ...pageArguments],
    call: listAll,
  },
  'conversations.members': {
    token: 'bot',
    takes: ['channel', 'team_id', ...pageArguments],
    call: ({ workspace, arguments: given }) => {
      const { members } = visibleConversation(workspace, given.required('channel'));
      const { items, metadata } = pageOf([...members], given);
      return { members: items, response_metadata: metadata };
    },
  },
  'conversations.history': { token: 'bot', takes: read, call: history },
  'conversations.replies': { token: 'bot', takes: [...read, 'ts'], call: replies },
};
