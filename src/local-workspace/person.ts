import { click } from './click.ts';
import { compose } from './compose.ts';
import type { ElementValue } from './element-values.ts';
import type { Container } from './interaction.ts';
import type { Message } from './message.ts';
import { type AgentPlace, lookAt, openAgent } from './open-agent.ts';
import { openApp } from './open-app.ts';
import type { Parts } from './parts.ts';
import { say } from './say.ts';
import { useGlobalShortcut, useMessageShortcut } from './shortcuts.ts';
import { type Outcome, slash } from './slash.ts';
import { closeView, type FilledValues, type SubmitOutcome, submitView } from './submit-view.ts';
import { suggest, type Suggestions } from './suggest.ts';
import type { OpenView } from './open-view.ts';
import { openWorkObject } from './work-objects.ts';
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
  /** Shows the app's home; done when the app has heard of it. */
  openHome(): Promise<void>;
  /** Opens the direct conversation with the app; done when the app has heard of it. */
  openMessages(): Promise<void>;
  /** Opens the pane of the app's agent beside a channel, or beside none. */
  openAgent(beside?: string): Promise<AgentPlace>;
  /** Goes to another channel while the agent's pane is open. */
  lookAt(place: AgentPlace, beside: string): Promise<void>;
  /** Types a message with links in it, without sending it; the id of the draft, where the app unfurls one of them. */
  compose(text: string): Promise<string | undefined>;
  /** Uses a shortcut of the composer's menu. */
  shortcut(callbackId: string): Promise<Outcome>;
  /** Uses a shortcut of a message's menu. */
  messageShortcut(target: { readonly channel: string; readonly ts: string }, callbackId: string): Promise<Outcome>;
  /** Opens a work object that a message shows, by its own address. */
  openWorkObject(target: { readonly channel: string; readonly ts: string }, url: string): Promise<void>;
  /** Takes the app into a channel, or out of it. */
  invite(channel: string): Promise<void>;
  remove(channel: string): Promise<void>;
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
  { workspace, delivery, eventsApi, administration }: Parts,
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
    openHome: async () => await openApp(workspace, eventsApi, personId, 'home'),
    openMessages: async () => await openApp(workspace, eventsApi, personId, 'messages'),
    openAgent: async (beside) => {
      const { place, told } = openAgent(workspace, eventsApi, personId, beside ?? null);
      await told;
      return place;
    },
    lookAt: async (place, beside) => await lookAt(workspace, eventsApi, personId, place, beside),
    compose: async (text) => {
      const { draftId, told } = compose(workspace, eventsApi, personId, text);
      await told;
      return draftId;
    },
    shortcut: async (callbackId) => await useGlobalShortcut(workspace, delivery, personId, callbackId),
    messageShortcut: async (target, callbackId) =>
      await useMessageShortcut(workspace, delivery, personId, target, callbackId),
    openWorkObject: async (target, url) => await openWorkObject(workspace, eventsApi, personId, target, url),
    invite: async (channel) => await administration.invite(personId, channel),
    remove: async (channel) => await administration.remove(personId, channel),
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
