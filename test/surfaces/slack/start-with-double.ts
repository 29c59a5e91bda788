import slack from '#callboard/surfaces/slack/slack-plugin.ts';
import type { Command } from '#callboard/core/commands/command.ts';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import {
  doubleConfiguration,
  eventCallback,
  sendToBot,
  type SlackDouble,
  startSlackDouble,
} from '../../fixtures/slack/slack-double.ts';
import { startCore, type StartedCore } from '../../fixtures/start-core.ts';

export interface BotAtDouble extends StartedCore {
  readonly double: SlackDouble;
  readonly origin: string;
  /** Sends an interaction, as Slack does. */
  readonly interact: (payload: Readonly<Record<string, unknown>>) => Promise<{ status: number; body: string }>;
  /** Sends an event; with an id, the very one. */
  readonly tell: (event: Readonly<Record<string, unknown>>, eventId?: string) => Promise<{ status: number }>;
}

const running: BotAtDouble[] = [];

/** Stops every bot that was started. */
export async function stopAtDouble(): Promise<void> {
  for (const { stop, double } of running.splice(0)) {
    await stop();
    await double.close();
  }
}

/** The Slack surface over HTTP on a real core, with a double of Slack's Web API. */
export async function startWithDouble({
  commands = [],
  plugins = [],
  configuration = {},
  now,
}: {
  readonly commands?: readonly Command[];
  readonly plugins?: readonly { readonly plugin: Plugin; readonly configuration: Json }[];
  readonly configuration?: Readonly<Record<string, Json>>;
  readonly now?: () => Date;
} = {}): Promise<BotAtDouble> {
  const double = await startSlackDouble();
  const slackConfiguration = { ...doubleConfiguration, apiUrl: double.apiUrl, ...configuration };
  const started = await startCore({
    commands,
    plugins: [...plugins, { plugin: slack, configuration: slackConfiguration }],
    ...(now && { now }),
  });
  await started.core.start();
  const port = await started.core.http.listen('127.0.0.1', 0);
  await started.core.open();
  await double.called('auth.test');
  const origin = `http://127.0.0.1:${port}`;
  const bot: BotAtDouble = {
    ...started,
    double,
    origin,
    interact: (payload) => sendToBot(origin, payload, now?.()),
    tell: (event, eventId) => sendToBot(origin, eventCallback(event, eventId), now?.()),
  };
  running.push(bot);
  return bot;
}
