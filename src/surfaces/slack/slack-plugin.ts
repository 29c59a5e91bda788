import { setTimeout as sleep } from 'node:timers/promises';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Wait } from './connect-slack.ts';
import type { SlackConfiguration } from './create-app.ts';
import { createSlackClients } from './slack-clients.ts';
import { createSlackSurface } from './surface.ts';

/** The Slack surface as a plugin. */
export const createSlackPlugin = (wait: Wait): Plugin<SlackConfiguration> => ({
  id: 'slack',
  kind: 'third-party-backed',
  configurationSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      botToken: { type: 'string', minLength: 1 },
      appToken: { type: 'string', minLength: 1 },
      signingSecret: { type: 'string', minLength: 1 },
      apiUrl: { type: 'string', pattern: '^https?://', examples: ['https://slack.com/api/'] },
    },
  },
  setup: (context) => {
    const { botToken, apiUrl } = context.configuration;
    if (botToken === undefined)
      throw new Refusal('it has no bot token', { code: 'slack-not-configured', hint: 'Set SLACK_BOT_TOKEN.' });
    context.addSurface(createSlackSurface(context, createSlackClients(botToken, apiUrl, context.logger), wait));
  },
});

/** Waits by the clock. */
const waitByClock: Wait = async (milliseconds, signal) => {
  try {
    await sleep(milliseconds, undefined, { signal, ref: false });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};

export default createSlackPlugin(waitByClock);
