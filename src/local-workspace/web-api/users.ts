import { stringAt } from '../json.ts';
import { slackUsers } from '../people.ts';
import { SlackError } from '../slack-error.ts';
import { pageArguments, pageOf } from './cursor.ts';
import type { Call, Method } from './method.ts';

const everyone = ({ workspace }: Call) => slackUsers(workspace.members.all(), workspace.bot);

/** `users.*`: who is in the workspace. */
export const userMethods: Readonly<Record<string, Method>> = {
  'users.info': {
    token: 'bot',
    takes: ['user', 'include_locale', 'team_id'],
    call: (call) => {
      const id = call.arguments.required('user');
      const user = everyone(call).find((each) => stringAt(each, 'id') === id);
      if (user === undefined) throw new SlackError('user_not_found');
      return { user };
    },
  },
  'users.list': {
    token: 'bot',
    takes: ['include_locale', 'team_id', ...pageArguments],
    call: (call) => {
      const { items, metadata } = pageOf(everyone(call), call.arguments);
      const cacheTs = Math.floor(call.workspace.now().getTime() / 1000);
      return { members: items, cache_ts: cacheTs, response_metadata: metadata };
    },
  },
  'users.lookupByEmail': {
    token: 'bot',
    takes: ['email', 'team_id'],
    call: (call) => {
      const email = call.arguments.required('email').toLowerCase();
      const person = call.workspace.members
        .all()
        .find((each) => each.email?.toLowerCase() === email && each.isDeactivated !== true);
      const user = everyone(call).find((each) => person !== undefined && stringAt(each, 'id') === person.id);
      if (user === undefined) throw new SlackError('users_not_found');
      return { user };
    },
  },
};
