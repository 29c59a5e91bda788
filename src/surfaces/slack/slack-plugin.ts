import type { Plugin, PluginContext } from '#callboard/core/plugins/plugin.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { type Wait, waitByClock } from '#callboard/core/wait.ts';
import { createPainter } from '#callboard/pictures/painter.ts';
import { configuredWorkspace } from './configured-workspace.ts';
import { createDeliveries } from './events/deliveries.ts';
import { receiveEvents } from './events/receive-events.ts';
import { createTakeEvent } from './events/take-event.ts';
import { setUpInstallations } from './installations/set-up-installations.ts';
import { createLongTexts } from './long-texts.ts';
import { type SlackConfiguration, slackConfigurationSchema } from './slack-configuration.ts';

/** The Slack surface as a plugin. */
export const createSlackPlugin = (wait: Wait): Plugin<SlackConfiguration> => ({
  id: 'slack',
  kind: 'third-party-backed',
  configurationSchema: slackConfigurationSchema,
  setup: (context) => setUp(context, wait),
});

async function setUp(context: PluginContext<SlackConfiguration>, wait: Wait): Promise<void> {
  const { configuration, logger, metrics, records, now } = context;
  const { botToken, clientId } = configuration;
  if (botToken === undefined && clientId === undefined) {
    throw new Refusal('it has no bot token', {
      code: 'slack-not-configured',
      hint: 'Set SLACK_BOT_TOKEN, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET where several workspaces install the bot.',
    });
  }
  const take = createTakeEvent({
    workspaceOf: async (body) => own?.takes(body) ?? (await installed?.find(body)),
    logger,
    metrics,
  });
  const shared = {
    ...context,
    longTexts: createLongTexts(records, now),
    deliveries: createDeliveries(records, now, logger),
    painter: createPainter(),
    receiving: receiveEvents(context, take, wait),
    wait,
  };
  const installed = clientId === undefined ? undefined : await setUpInstallations(clientId, context, shared);
  const own = botToken === undefined ? undefined : configuredWorkspace(botToken, shared, installed === undefined);
  if (own) context.addSurface(own.surface);
}

export default createSlackPlugin(waitByClock);
