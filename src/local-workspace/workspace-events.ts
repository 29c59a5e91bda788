import { EventEmitter } from 'node:events';

import type { Message } from './message.ts';
import type { OpenView } from './open-view.ts';
import type { Details } from './details.ts';

/** What the workspace sent to the app. */
export type SentKind =
  | 'slash_commands'
  | 'block_actions'
  | 'block_suggestion'
  | 'shortcut'
  | 'message_action'
  | 'view_submission'
  | 'view_closed'
  | 'event';

/** Everything a test can watch, by name. */
export type WorkspaceEventMap = {
  messagePosted: [message: Message];
  messageUpdated: [message: Message];
  messageDeleted: [deleted: { channel: string; ts: string; visibleTo?: string }];
  /** The bot notified a whole channel. */
  everyoneNotified: [message: Message];
  /** The top of a person's stack of modals; null where none is open. */
  viewChanged: [change: { personId: string; view: OpenView | null }];
  /** A channel was archived, someone came or went. */
  conversationChanged: [changed: { channel: string }];
  /** Someone joined the workspace, or their account was closed. */
  peopleChanged: [];
  /** What the app says of its conversations in a channel. */
  agentChanged: [changed: { channel: string }];
  /** The app shows something of a link that a person is typing. */
  draftUnfurled: [draft: { id: string; personId: string }];
  /** What the app shows a person of a work object. */
  detailsPresented: [details: Details];
  /** A fault was switched on or off, or happened as often as it should. */
  faultsChanged: [];
  viewErrors: [refused: { personId: string; viewId: string; errors: Record<string, string> }];
  homePublished: [published: { personId: string; view: OpenView }];
  acknowledged: [acknowledgement: { kind: SentKind; name: string; latencyMs: number }];
  /** No acknowledgement in time, or nobody to send to. */
  unacknowledged: [sent: { kind: SentKind; name: string; reason: string }];
  lateAcknowledgement: [late: { kind: SentKind; name: string; latencyMs: number }];
  /** An acknowledgement whose content Slack does not take. */
  acknowledgementRefused: [refused: { kind: SentKind; name: string; details: readonly string[] }];
  /** An answer `{ok: false}` of the Web API, or a refused response_url. */
  requestRefused: [refused: { method: string; error: string; details: readonly string[] }];
  requestAnswered: [answered: { method: string }];
  notice: [notice: { personId: string; text: string }];
  botConnection: [connection: { isConnected: boolean }];
};

/** Where the workspace says what happens. */
export type WorkspaceEvents = EventEmitter<WorkspaceEventMap>;

/** A new place to say what happens; the open pages and the tests listen. */
export const createWorkspaceEvents = (): WorkspaceEvents => {
  const events = new EventEmitter<WorkspaceEventMap>();
  events.setMaxListeners(200);
  return events;
};
