import type { Command } from '../core/commands/command.ts';
import { WrongUsage } from './usage.ts';

/**
 * The manifest of a platform, from the command table.
 * @throws WrongUsage for a platform that has none
 */
export async function manifestOf(
  platform: string | undefined,
  commands: readonly Command[],
  baseUrl: string | undefined,
): Promise<object> {
  if (platform === 'slack') {
    const { slackManifest } = await import('../surfaces/slack/manifest.ts');
    return slackManifest(commands, baseUrl);
  }
  if (platform === 'discord') {
    const { discordManifest } = await import('../surfaces/discord/manifest.ts');
    return discordManifest(commands);
  }
  throw new WrongUsage('callboard manifest needs slack or discord');
}
