import type { ServerResponse } from 'node:http';

import type { Delivery } from './delivery.ts';
import type { JsonObject } from './json.ts';
import type { Message } from './message.ts';
import { pageMessage } from './page-messages.ts';
import { pageAgent, pageView } from './page-views.ts';
import type { Workspace } from './workspace.ts';
import type { WorkspaceEventMap } from './workspace-events.ts';

type Happened<Name extends keyof WorkspaceEventMap> = WorkspaceEventMap[Name][0];

/** Proxies and browsers drop a silent connection. */
const heartbeatMs = 20_000;

const isMember = ({ conversations }: Workspace, personId: string, channel: string): boolean =>
  conversations.byId(channel)?.members.has(personId) === true;

const sees = (workspace: Workspace, personId: string, message: Message): boolean =>
  (message.visibleTo ?? personId) === personId && isMember(workspace, personId, message.channel);

/**
 * Writes to an open response, as server-sent events, what one person sees happen; until the response closes.
 * @param isAgain whether the page was there before and may still show a modal: one that was loaded anew shows none
 */
export const stream = (
  workspace: Workspace,
  delivery: Delivery,
  personId: string,
  isAgain: boolean,
  response: ServerResponse,
): void => {
  const send = (text: string) => {
    // While the server stops, things happen between the end of this response and its close.
    if (!response.writableEnded) response.write(text);
  };
  const write = (data: JsonObject) => send(`data: ${JSON.stringify(data)}\n\n`);
  const { events } = workspace;
  const posted = (message: Message) =>
    sees(workspace, personId, message) && write({ type: 'message', message: pageMessage(message) });
  const updated = (message: Message) =>
    sees(workspace, personId, message) && write({ type: 'messageChanged', message: pageMessage(message) });
  const deleted = ({ channel, ts, visibleTo = personId }: Happened<'messageDeleted'>) =>
    visibleTo === personId && isMember(workspace, personId, channel) && write({ type: 'messageDeleted', channel, ts });
  const viewChanged = (change: Happened<'viewChanged'>) =>
    change.personId === personId && write({ type: 'view', view: pageView(workspace, change.view) });
  const published = ({ personId: owner, view }: Happened<'homePublished'>) =>
    owner === personId && write({ type: 'home', view: pageView(workspace, view) });
  const agentChanged = ({ channel }: Happened<'agentChanged'>) =>
    isMember(workspace, personId, channel) && write({ type: 'agent', agent: pageAgent(workspace, channel) });
  const unfurled = ({ id, personId: owner }: Happened<'draftUnfurled'>) => {
    const { attachments = [], entities = [] } = workspace.drafts.byId(id) ?? {};
    return owner === personId && write({ type: 'draft', draftId: id, attachments, entities });
  };
  const presented = (details: Happened<'detailsPresented'>) =>
    details.personId === personId && write({ type: 'details', details });
  const conversationsChanged = () => write({ type: 'conversations' });
  const peopleChanged = () => write({ type: 'people' });
  const faultsChanged = () => write({ type: 'faults', faults: workspace.faults.all() });
  const noticed = (notice: Happened<'notice'>) =>
    notice.personId === personId && write({ type: 'notice', text: notice.text });
  const connected = ({ isConnected }: Happened<'botConnection'>) => write({ type: 'bot', isConnected });
  events.on('messagePosted', posted).on('messageUpdated', updated).on('messageDeleted', deleted);
  events.on('viewChanged', viewChanged).on('notice', noticed).on('botConnection', connected);
  events.on('homePublished', published).on('agentChanged', agentChanged).on('detailsPresented', presented);
  events.on('conversationChanged', conversationsChanged).on('peopleChanged', peopleChanged);
  events.on('faultsChanged', faultsChanged).on('draftUnfurled', unfurled);
  const heartbeat = setInterval(() => send(':\n\n'), heartbeatMs);
  heartbeat.unref();
  response.on('close', () => {
    clearInterval(heartbeat);
    events.off('messagePosted', posted).off('messageUpdated', updated).off('messageDeleted', deleted);
    events.off('viewChanged', viewChanged).off('notice', noticed).off('botConnection', connected);
    events.off('homePublished', published).off('agentChanged', agentChanged).off('detailsPresented', presented);
    events.off('conversationChanged', conversationsChanged).off('peopleChanged', peopleChanged);
    events.off('faultsChanged', faultsChanged).off('draftUnfurled', unfurled);
  });
  write({ type: 'bot', isConnected: delivery.isConnected() });
  write({ type: 'view', view: pageView(workspace, isAgain ? workspace.views.top(personId) : null) });
};
