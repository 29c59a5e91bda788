import type { Acknowledgement, Delivery, Sending } from './delivery.ts';
import type { Conversation } from './conversations.ts';
import { slackbotId } from './people.ts';
import type { SentKind } from './workspace-events.ts';
import type { Workspace } from './workspace.ts';

/** Something to send, and what it is called in what tests watch: the command, the action id, the event's type. */
export type NamedSending = Sending & { readonly kind: SentKind; readonly name: string };

/** Sends to the app and says on the workspace's events how that went. */
export const send = async (
  workspace: Workspace,
  delivery: Delivery,
  sending: NamedSending,
): Promise<Acknowledgement> => {
  const { kind, name } = sending;
  const acknowledgement = await delivery.send(sending);
  if (acknowledgement.kind === 'acknowledged') {
    workspace.events.emit('acknowledged', { kind, name, latencyMs: acknowledgement.latencyMs });
  } else {
    workspace.events.emit('unacknowledged', { kind, name, reason: acknowledgement.reason });
  }
  return acknowledgement;
};

/** Slack's word for why nothing came back. */
export const failureCode = (acknowledgement: Acknowledgement & { kind: 'unacknowledged' }): string =>
  acknowledgement.reason === 'timeout' ? 'operation_timeout' : 'dispatch_failed';

/** Tells one person something: as Slackbot where they are in a conversation, else as a notice of the page. */
export const tell = (workspace: Workspace, personId: string, text: string, conversation?: Conversation): void => {
  if (conversation === undefined) {
    workspace.events.emit('notice', { personId, text });
    return;
  }
  workspace.conversations.post({
    channel: conversation.id,
    userId: slackbotId,
    botName: 'Slackbot',
    text,
    visibleTo: personId,
  });
};
