import type { Command } from '../core/commands/command.ts';

/**
 * The manifest of a platform, from the command table.
 * @param baseUrl where Slack reaches the bot over HTTP
 * @param installUrl where workspaces install the bot by themselves
 */
export async function manifestOf(
  platform: 'slack' | 'discord',
  commands: readonly Command[],
  baseUrl: string | undefined,
  installUrl: string | undefined,
  unfurlDomains: readonly string[],
): Promise<object> {
  if (platform === 'slack') {
    const { slackManifest } = await import('../surfaces/slack/manifest.ts');
    return slackManifest(commands, baseUrl, installUrl, unfurlDomains);
  }
  const { discordManifest } = await import('../surfaces/discord/manifest.ts');
  return discordManifest(commands);
}
