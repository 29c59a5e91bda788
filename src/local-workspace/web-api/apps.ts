import { SlackError } from '../slack-error.ts';
import type { Method } from './method.ts';

/** `api.test`, `auth.test`, `apps.connections.open`, `bots.info`. */
export const appMethods: Readonly<Record<string, Method>> = {
  'api.test': { token: 'none', takes: ['error', 'foo'], call: () => ({ args: {} }) },
  'auth.test': {
    token: 'any',
    takes: ['team_id'],
    call: ({ workspace: { bot, team, origin } }) => ({
      url: `${origin}/`,
      team: team.name,
      user: bot.name,
      team_id: team.id,
      user_id: bot.userId,
      bot_id: bot.id,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': {
    token: 'app',
    takes: ['team_id'],
    call: ({ workspace, socketDelivery }) => {
      if (socketDelivery === null) throw new SlackError('not_allowed_token_type', ['Socket Mode is not turned on']);
      return { url: `${workspace.origin.replace(/^http/, 'ws')}/socket-mode?ticket=${socketDelivery.issueTicket()}` };
    },
  },
  'bots.info': {
    token: 'bot',
    takes: ['bot', 'team_id'],
    call: ({ workspace: { bot }, arguments: given }) => {
      if ((given.text('bot') ?? bot.id) !== bot.id) throw new SlackError('bot_not_found');
      return {
        bot: {
          id: bot.id,
          deleted: false,
          name: bot.name,
          updated: 0,
          app_id: bot.appId,
          user_id: bot.userId,
          icons: {},
        },
      };
    },
  },
};
