import type { EventsApi } from './events-api.ts';
import { eventsOfMessage, messagesOf } from './events-of-message.ts';
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
    const conversation = conversations.byId(message.channel);
    if (conversation === undefined) return;
    const [subscription, channelType] = messagesOf(conversation);
    if (
      !subscriptions.has(subscription) ||
      message.isEphemeral ||
      !message.isEdited ||
      eventsOfMessage(workspace, message).length === 0
    )
      return;
    void eventsApi.send({
      type: 'message',
      subtype: 'message_changed',
      hidden: true,
      channel: message.channel,
      channel_type: channelType,
      message: toSlackMessage(message, bot),
      ts: workspace.identifiers.timestamp(),
      event_ts: message.editedTs ?? message.ts,
    });
  });
};
