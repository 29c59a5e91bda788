import { announce } from './announce.ts';
import { contextOf } from './app-context.ts';
import type { EventsApi } from './events-api.ts';
import type { JsonObject } from './json.ts';
import { openApp } from './open-app.ts';
import { conversationOf, personById, type Workspace } from './workspace.ts';

/** Where a person talks with the app's agent. */
export type AgentPlace = { readonly channel: string; readonly threadTs?: string };

/** The place, and what is done once the app has heard of it. */
type OpenedAgent = { readonly place: AgentPlace; readonly told: Promise<void> };

const assistantContext = ({ team, lookingAt }: Workspace, personId: string): JsonObject => {
  const channel = lookingAt.get(personId) ?? null;
  return channel === null ? {} : { channel_id: channel, team_id: team.id, enterprise_id: null };
};

/** The older form: every conversation is a thread of its own, which the app is told of. */
const startAssistantThread = (workspace: Workspace, eventsApi: EventsApi, personId: string): OpenedAgent => {
  const { conversations, bot } = workspace;
  const { id: channel } = conversations.direct(personId, bot.userId);
  const root = conversations.post({
    channel,
    userId: bot.userId,
    botName: bot.name,
    text: 'New Assistant Thread',
    subtype: 'assistant_app_thread',
  });
  const thread = { user_id: personId, channel_id: channel, thread_ts: root.ts };
  const told = announce(workspace, eventsApi, {
    type: 'assistant_thread_started',
    assistant_thread: { ...thread, context: assistantContext(workspace, personId) },
  });
  return { place: { channel, threadTs: root.ts }, told };
};

/**
 * A person opens the pane in which they talk with the app's agent, beside what they look at.
 * @param beside the channel, by id or name; null for none
 */
export const openAgent = (
  workspace: Workspace,
  eventsApi: EventsApi,
  personId: string,
  beside: string | null,
): OpenedAgent => {
  const { id } = personById(workspace, personId);
  workspace.lookingAt.set(id, beside === null ? null : conversationOf(workspace, id, beside).id);
  if (workspace.options.agentView === 'assistant') return startAssistantThread(workspace, eventsApi, id);
  const { id: channel } = workspace.conversations.direct(id, workspace.bot.userId);
  return { place: { channel }, told: openApp(workspace, eventsApi, id, 'messages') };
};

/**
 * A person goes to another channel while the agent's pane is open.
 * @param place where they talk with the agent
 * @returns once the app has heard of it
 */
export const lookAt = (
  workspace: Workspace,
  eventsApi: EventsApi,
  personId: string,
  place: AgentPlace,
  beside: string,
): Promise<void> => {
  const { id: channel } = conversationOf(workspace, personId, beside);
  if (workspace.lookingAt.get(personId) === channel) return Promise.resolve();
  workspace.lookingAt.set(personId, channel);
  if (workspace.options.agentView === 'assistant') {
    const thread = { user_id: personId, channel_id: place.channel, thread_ts: place.threadTs };
    return announce(workspace, eventsApi, {
      type: 'assistant_thread_context_changed',
      assistant_thread: { ...thread, context: assistantContext(workspace, personId) },
    });
  }
  if (workspace.options.agentView === 'agent') {
    const context = contextOf(workspace, personId);
    const event = { type: 'app_context_changed', channel: place.channel, user: personId, context } as const;
    return announce(workspace, eventsApi, event);
  }
  return Promise.resolve();
};
