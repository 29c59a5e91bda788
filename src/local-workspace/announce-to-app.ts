import { type EventsApi, eventsOfMessage } from './events-api.ts';
import { toSlackMessage } from './message.ts';
import type { Workspace } from './workspace.ts';

/** Slack tells an app of the bot's own messages and edits too; an app that answers them talks to itself. */
export const announceToApp = (workspace: Workspace, eventsApi: EventsApi): void => {
  const { events, bot, conversations, subscriptions } = workspace;
  events.on('messagePosted', (message) => {
    if (message.userId !== bot.userId) return;
    // what becomes of an event is told on the workspace's events
    for (const event of eventsOfMessage(workspace, message)) void eventsApi.send(event);
  });
  events.on('messageUpdated', (message) => {
    const isDirect = conversations.byId(message.channel)?.kind === 'direct';
    const isHeard = subscriptions.has(isDirect ? 'message.im' : 'message.channels');
    if (!isHeard || message.isEphemeral || !message.isEdited || eventsOfMessage(workspace, message).length === 0)
      return;
    void eventsApi.send({
      type: 'message',
      subtype: 'message_changed',
      hidden: true,
      channel: message.channel,
      channel_type: isDirect ? 'im' : 'channel',
      message: toSlackMessage(message, bot),
      ts: workspace.identifiers.timestamp(),
      event_ts: message.editedTs ?? message.ts,
    });
  });
};
