import type { Conversation } from './conversations.ts';
import type { Delivery } from './delivery.ts';
import type { JsonObject } from './json.ts';
import { type Message, toSlackMessage } from './message.ts';
import type { Subscription } from './options.ts';
import { send } from './send.ts';
import type { Workspace } from './workspace.ts';

/** Tells the app what happened, again where it does not acknowledge. */
export type EventsApi = {
  /** Sends one event; done when it is acknowledged or given up. */
  send(event: JsonObject): Promise<void>;
  close(): void;
};

/** Slack tries again at once, after a minute and after five. */
const slackRetryDelaysMs = [0, 60_000, 300_000];

const callback = (workspace: Workspace, event: JsonObject): JsonObject => ({
  token: workspace.tokens.verification,
  team_id: workspace.team.id,
  context_team_id: workspace.team.id,
  api_app_id: workspace.bot.appId,
  event,
  type: 'event_callback',
  event_id: workspace.identifiers.next('Ev'),
  event_time: Math.floor(workspace.now().getTime() / 1000),
  authorizations: [
    {
      enterprise_id: null,
      team_id: workspace.team.id,
      user_id: workspace.bot.userId,
      is_bot: true,
      is_enterprise_install: false,
    },
  ],
  is_ext_shared_channel: false,
});

/** The Events API of one app. */
export const createEventsApi = (workspace: Workspace, delivery: Delivery): EventsApi => {
  const closing = new AbortController();
  const retryDelaysMs = workspace.options.eventRetryDelaysMs ?? slackRetryDelaysMs;

  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      if (ms === 0 || closing.signal.aborted) return resolve();
      const timer = setTimeout(resolve, ms);
      timer.unref();
      return closing.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });

  return {
    send: async (event) => {
      const payload = callback(workspace, event);
      const named = { type: 'events_api', kind: 'event', name: String(event['type']), payload } as const;
      let outcome = await send(workspace, delivery, named);
      for (const [index, delayMs] of retryDelaysMs.entries()) {
        if (outcome.kind === 'acknowledged' || outcome.isFinal === true) return;
        const reason =
          outcome.reason === 'timeout'
            ? 'http_timeout'
            : outcome.reason === 'http_error'
              ? 'http_error'
              : 'connection_failed';
        await wait(delayMs);
        if (closing.signal.aborted) return;
        outcome = await send(workspace, delivery, { ...named, retry: { attempt: index + 1, reason } });
      }
    },
    close: () => closing.abort(),
  };
};

const eventsOf = (workspace: Workspace, message: Message, conversation: Conversation): [Subscription, JsonObject][] => {
  const { bot } = workspace;
  const shown = toSlackMessage(message, bot);
  const event = { ...shown, channel: message.channel, event_ts: message.ts };
  if (conversation.kind === 'direct') return [['message.im', { ...event, channel_type: 'im' }]];
  const inChannel: [Subscription, JsonObject] = ['message.channels', { ...event, channel_type: 'channel' }];
  const isMention = message.text.includes(`<@${bot.userId}>`);
  return isMention ? [inChannel, ['app_mention', { ...event, type: 'app_mention' }]] : [inChannel];
};

/** The events that a new message causes, for what the app subscribes to. */
export const eventsOfMessage = (workspace: Workspace, message: Message): JsonObject[] => {
  const conversation = workspace.conversations.byId(message.channel);
  if (message.isEphemeral || conversation?.members.has(workspace.bot.userId) !== true) return [];
  return eventsOf(workspace, message, conversation)
    .filter(([subscription]) => workspace.subscriptions.has(subscription))
    .map(([, event]) => event);
};
