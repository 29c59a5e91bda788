import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { wait } from './soon.ts';
import { createDiscordSurface } from './surface.ts';

/** Discord's part of callboard.yaml. */
export interface DiscordConfiguration {
  readonly token?: string;
  /** The root of Discord's HTTP API, without its version. */
  readonly apiUrl?: string;
  readonly applicationId?: string;
}

/** The Discord surface as a plugin. */
const discordPlugin: Plugin<DiscordConfiguration> = {
  id: 'discord',
  kind: 'third-party-backed',
  configurationSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      token: { type: 'string', minLength: 1, description: 'The bot token of the Discord application.' },
      apiUrl: { type: 'string', format: 'uri', description: "Where Discord's HTTP API is; Discord's own by default." },
      applicationId: { type: 'string', pattern: '^\\d+$', description: "The application's id; asked for by default." },
    },
  },
  setup: (context) => {
    const { token, apiUrl = 'https://discord.com/api', applicationId } = context.configuration;
    if (token === undefined)
      throw new Refusal('it has no token', { code: 'discord-not-configured', hint: 'Set DISCORD_TOKEN.' });
    const { conversation, records, logger, metrics, now } = context;
    const parts = { token, apiUrl, conversation, records, logger, metrics, now, wait };
    context.addSurface(createDiscordSurface({ ...parts, ...(applicationId === undefined ? {} : { applicationId }) }));
  },
};

export default discordPlugin;
