import { click } from './click.ts';
import type { Delivery } from './delivery.ts';
import type { ElementValue } from './element-values.ts';
import type { EventsApi } from './events-api.ts';
import type { Container } from './interaction.ts';
import type { Message } from './message.ts';
import { say } from './say.ts';
import { type Outcome, slash } from './slash.ts';
import { closeView, type FilledValues, type SubmitOutcome, submitView } from './submit-view.ts';
import { suggest, type Suggestions } from './suggest.ts';
import type { OpenView } from './open-view.ts';
import { conversationOf, personById, type Workspace } from './workspace.ts';

/** A message, or a view, in which to do something. */
type Target = { readonly channel: string; readonly ts: string } | { readonly id: string };

/** What one person can do, as the page lets them; each throws WorkspaceRefusal where they can't. */
export type PersonActions = {
  /** Says something in a conversation (id or name); `@handle` mentions someone. */
  say(channel: string, text: string, options?: { threadTs?: string }): Message;
  /** Uses a slash command: `/who-owns payments`. */
  slash(channel: string, line: string): Promise<Outcome>;
  /** The id of the direct conversation with the bot, or with someone else. */
  openDirectMessage(withId?: string): string;
  /** Shows the app's home. */
  openHome(): Promise<void>;
  /** Presses a button, or chooses in a menu. */
  click(
    target: Target,
    actionId: string,
    value?: ElementValue,
    more?: { blockId?: string; values?: FilledValues },
  ): Promise<Outcome>;
  /** Types in a menu whose options the app gives. */
  suggest(target: Target, actionId: string, query: string, blockId?: string): Promise<Suggestions>;
  submitView(viewId: string, values: FilledValues): Promise<SubmitOutcome>;
  closeView(viewId: string): Promise<void>;
  /** The modal on top, or null. */
  view(): OpenView | null;
  /** What they see of a conversation, oldest first. */
  messages(channel: string, threadTs?: string): readonly Message[];
};

const containerOf = (target: Target): Container =>
  'id' in target ? { kind: 'view', viewId: target.id } : { kind: 'message', channel: target.channel, ts: target.ts };

const openHome = async (workspace: Workspace, eventsApi: EventsApi, personId: string): Promise<void> => {
  if (!workspace.subscriptions.has('app_home_opened')) return;
  const { id } = workspace.conversations.direct(personId, workspace.bot.userId);
  await eventsApi.send({
    type: 'app_home_opened',
    user: personId,
    channel: id,
    tab: 'home',
    event_ts: workspace.identifiers.timestamp(),
  });
};

/**
 * The messages of a conversation that a person sees: of a thread with its first message, or all outside threads.
 * @throws WorkspaceRefusal where they are not in that conversation
 */
export const visibleMessages = (
  workspace: Workspace,
  personId: string,
  channel: string,
  threadTs?: string,
): readonly Message[] => {
  const { id } = conversationOf(workspace, personId, channel);
  return workspace.conversations
    .messages(id)
    .filter((message) => message.visibleTo === undefined || message.visibleTo === personId)
    .filter((message) =>
      threadTs === undefined
        ? message.threadTs === undefined
        : message.threadTs === threadTs || message.ts === threadTs,
    );
};

/**
 * What a person can do.
 * @throws WorkspaceRefusal for an id of nobody
 */
export const personActions = (
  workspace: Workspace,
  delivery: Delivery,
  eventsApi: EventsApi,
  personId: string,
): PersonActions => {
  personById(workspace, personId);
  return {
    say: (channel, text, options = {}) => say(workspace, eventsApi, personId, channel, text, options.threadTs),
    slash: async (channel, line) => {
      const [, command = '', text = ''] = /^(\S+)\s*([^]*)$/.exec(line.trim()) ?? [];
      return await slash(workspace, delivery, personId, channel, command, text);
    },
    openDirectMessage: (withId = workspace.bot.userId) => {
      if (withId !== workspace.bot.userId) personById(workspace, withId);
      return workspace.conversations.direct(personId, withId).id;
    },
    openHome: async () => await openHome(workspace, eventsApi, personId),
    click: async (target, actionId, value, more = {}) =>
      await click(workspace, delivery, personId, containerOf(target), { actionId, ...(value && { value }), ...more }),
    suggest: async (target, actionId, query, blockId) =>
      await suggest(workspace, delivery, personId, containerOf(target), actionId, query, blockId),
    submitView: async (viewId, values) => await submitView(workspace, delivery, personId, viewId, values),
    closeView: async (viewId) => await closeView(workspace, delivery, personId, viewId),
    view: () => workspace.views.top(personId),
    messages: (channel, threadTs) => visibleMessages(workspace, personId, channel, threadTs),
  };
};
