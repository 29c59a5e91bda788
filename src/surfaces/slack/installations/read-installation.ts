import type { Installation as GivenInstallation } from '@slack/oauth';
import type { Installation } from './installation.ts';

/**
 * An installation as Slack has granted it.
 * @returns undefined where there is no bot in it, or no workspace
 */
export function readInstallation(given: GivenInstallation, now: Date): Installation | undefined {
  const { bot, team, enterprise } = given;
  const place = given.isEnterpriseInstall === true ? enterprise : team;
  if (!bot || !place) return undefined;
  const { token, refreshToken, expiresAt } = bot;
  return {
    id: place.id,
    name: place.name ?? place.id,
    botId: bot.id,
    botUserId: bot.userId,
    installedAt: now.getTime(),
    token,
    ...(refreshToken === undefined || expiresAt === undefined
      ? {}
      : { rotation: { refreshToken, expiresAt: expiresAt * 1000 } }),
  };
}
