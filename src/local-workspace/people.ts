import type { JsonObject } from './json.ts';
import type { Person } from './options.ts';

/** The ids of the app and its bot. */
export type Bot = {
  readonly id: string;
  readonly userId: string;
  readonly appId: string;
  readonly teamId: string;
  readonly name: string;
};

/** Slack's own bot, which says what went wrong. */
export const slackbotId = 'USLACKBOT';

const slackUser = (id: string, handle: string, name: string, teamId: string, isBot: boolean): JsonObject => ({
  id,
  team_id: teamId,
  name: handle,
  deleted: false,
  real_name: name,
  tz: 'Etc/UTC',
  tz_label: 'Coordinated Universal Time',
  tz_offset: 0,
  is_bot: isBot,
  is_app_user: false,
  is_restricted: false,
  is_ultra_restricted: false,
});

const profile = (name: string, email?: string) => ({
  real_name: name,
  real_name_normalized: name,
  display_name: name,
  display_name_normalized: name,
  ...(email !== undefined && { email }),
});

/** Everyone in the workspace, as `users.info` and `users.list` give them: people, the bot, Slackbot. */
export const slackUsers = (people: readonly Person[], bot: Bot): JsonObject[] => [
  ...people.map((person) => ({
    ...slackUser(person.id, person.handle, person.name, bot.teamId, false),
    is_admin: person.isAdministrator === true,
    is_owner: false,
    deleted: person.isDeactivated === true,
    profile: profile(person.name, person.email),
  })),
  {
    ...slackUser(bot.userId, bot.name, bot.name, bot.teamId, true),
    profile: { ...profile(bot.name), bot_id: bot.id, api_app_id: bot.appId },
  },
  // Slack marks its own bot as no bot
  { ...slackUser(slackbotId, 'slackbot', 'Slackbot', bot.teamId, false), profile: profile('Slackbot') },
];
