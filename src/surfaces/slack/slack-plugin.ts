import { setTimeout as sleep } from 'node:timers/promises';
import type { Plugin, PluginContext } from '#callboard/core/plugins/plugin.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { createPainter } from '#callboard/pictures/painter.ts';
import { configuredWorkspace } from './configured-workspace.ts';
import type { Wait } from './connect-slack.ts';
import { createDeliveries } from './events/deliveries.ts';
import { receiveEvents } from './events/receive-events.ts';
import { createTakeEvent } from './events/take-event.ts';
import { createLongTexts } from './long-texts.ts';
import type { SlackConfiguration } from './slack-configuration.ts';

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
  setup: (context) => setUp(context, wait),
});

function setUp(context: PluginContext<SlackConfiguration>, wait: Wait): void {
  const { configuration, logger, metrics, records, now } = context;
  const { botToken } = configuration;
  if (botToken === undefined)
    throw new Refusal('it has no bot token', { code: 'slack-not-configured', hint: 'Set SLACK_BOT_TOKEN.' });
  const take = createTakeEvent({ workspaceOf: async () => workspace.take, logger, metrics });
  const receiving = receiveEvents(context, take, wait);
  const shared = {
    ...context,
    longTexts: createLongTexts(records, now),
    deliveries: createDeliveries(records, now, logger),
    painter: createPainter(),
    receiving,
    wait,
  };
  const workspace = configuredWorkspace(botToken, shared);
  context.addSurface(workspace.surface);
}

/** Waits by the clock. */
const waitByClock: Wait = async (milliseconds, signal) => {
  try {
    await sleep(milliseconds, undefined, { signal, ref: false });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};

export default createSlackPlugin(waitByClock);
