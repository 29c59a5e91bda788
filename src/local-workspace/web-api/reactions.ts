import type { JsonObject } from '../json.ts';
import { SlackError } from '../slack-error.ts';
import { lastingMessage, openConversation } from './find.ts';
import type { Call, Method } from './method.ts';

const add = ({ workspace, arguments: given }: Call): JsonObject => {
  const channel = openConversation(workspace, given.required('channel')).id;
  const name = given.required('name');
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new SlackError('invalid_name');
  const message = lastingMessage(workspace, channel, given.required('timestamp'));
  const userId = workspace.bot.userId;
  const reactions = message.reactions ?? [];
  const users = reactions.find((reaction) => reaction.name === name)?.users ?? [];
  if (users.includes(userId)) throw new SlackError('already_reacted');
  workspace.conversations.change(channel, message.ts, (before) => ({
    ...before,
    reactions: [...reactions.filter((reaction) => reaction.name !== name), { name, users: [...users, userId] }],
  }));
  return {};
};

/** `reactions.add`. */
export const reactionMethods: Readonly<Record<string, Method>> = {
  'reactions.add': { token: 'bot', takes: ['channel', 'name', 'timestamp', 'team_id'], call: add },
};
