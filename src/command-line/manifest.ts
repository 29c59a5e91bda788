import type { Command } from '../core/commands/command.ts';

/** The manifest of a platform, from the command table. */
export async function manifestOf(
  platform: 'slack' | 'discord',
  commands: readonly Command[],
  baseUrl: string | undefined,
): Promise<object> {
  if (platform === 'slack') {
    const { slackManifest } = await import('../surfaces/slack/manifest.ts');
    return slackManifest(commands, baseUrl);
  }
  const { discordManifest } = await import('../surfaces/discord/manifest.ts');
  return discordManifest(commands);
}
