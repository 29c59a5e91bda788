import { randomBytes } from 'node:crypto';

import { type AgentStates, createAgentStates } from './agent-states.ts';
import { createConversations, type Conversation, type Conversations } from './conversations.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFiles, type Files } from './files.ts';
import { createIdentifiers, type Identifiers } from './identifiers.ts';
import type { JsonObject } from './json.ts';
import { createMembers, type Members } from './members.ts';
import type { LocalWorkspaceOptions, Person, Subscription } from './options.ts';
import type { Bot } from './people.ts';
import { createResponseUrls, type ResponseUrls } from './response-urls.ts';
import { createTriggers, type Triggers } from './triggers.ts';
import { createViewStacks, type ViewStacks } from './view-stacks.ts';
import { WorkspaceRefusal } from './workspace-refusal.ts';
import { createWorkspaceEvents, type WorkspaceEvents } from './workspace-events.ts';

/** Everything that a workspace holds, in memory only. */
export type Workspace = {
  readonly options: LocalWorkspaceOptions;
  readonly bot: Bot;
  readonly team: { readonly id: string; readonly domain: string; readonly name: string };
  readonly tokens: { readonly bot: string; readonly app: string; readonly verification: string };
  readonly subscriptions: ReadonlySet<Subscription>;
  readonly now: () => Date;
  readonly identifiers: Identifiers;
  readonly events: WorkspaceEvents;
  readonly members: Members;
  readonly conversations: Conversations;
  readonly views: ViewStacks;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly files: Files;
  readonly faults: Faults;
  readonly drafts: Drafts;
  readonly agents: AgentStates;
  /** The channel at which each person looks while they talk with the app's agent; null for none. */
  readonly lookingAt: Map<string, string | null>;
  /** The options that the app offered, latest first, by container, block and action. */
  readonly offered: Map<string, readonly JsonObject[]>;
  /** Whether the app is in the workspace; without it no bot token is good. */
  isInstalled: boolean;
  /** Where the app reaches the workspace: `http://127.0.0.1:3000`. */
  origin: string;
};

const createBot = (name: string): Bot => ({
  id: 'B0LOCALBOT',
  userId: 'U0LOCALBOT',
  appId: 'A0LOCALAPP',
  teamId: 'T0LOCALTM0',
  name,
});

const token = (prefix: string) => `${prefix}-local-${randomBytes(18).toString('hex')}`;

const addConversations = ({ conversations, identifiers, options, members: people, bot }: Workspace) => {
  const everyone = people.all().map(({ id }) => id);
  for (const channel of options.channels) {
    const members = [...(channel.members ?? everyone), ...(channel.isBotMember === false ? [] : [bot.userId])];
    const id = channel.id ?? identifiers.next('C');
    const { name, isPrivate = false, isArchived = false } = channel;
    conversations.add({ id, name, kind: 'channel', isPrivate, isArchived, members: new Set(members) });
  }
  for (const id of everyone) conversations.direct(id, bot.userId);
};

/** A workspace with its people, channels and a direct conversation of everyone with the bot. */
export const buildWorkspace = (options: LocalWorkspaceOptions): Workspace => {
  const now = options.now ?? (() => new Date());
  const identifiers = createIdentifiers(now);
  const events = createWorkspaceEvents();
  const bot = createBot(options.botName ?? 'callboard');
  const workspace: Workspace = {
    options,
    bot,
    team: { id: bot.teamId, domain: 'local', name: 'Local workspace' },
    tokens: { bot: token('xoxb'), app: token('xapp'), verification: token('verification') },
    subscriptions: new Set(options.subscriptions ?? ['app_mention', 'message.im', 'app_home_opened']),
    now,
    identifiers,
    events,
    members: createMembers(options.people, identifiers, events),
    conversations: createConversations(identifiers, events),
    views: createViewStacks(identifiers, events, now),
    triggers: createTriggers(now, options.triggerLifetimeMs ?? 3_000),
    responseUrls: createResponseUrls(now),
    files: createFiles(identifiers, now, options.fileProcessingMs ?? 300),
    faults: createFaults(events),
    drafts: createDrafts(events),
    agents: createAgentStates(events, now),
    lookingAt: new Map(),
    offered: new Map(),
    isInstalled: true,
    origin: 'http://127.0.0.1:3000',
  };
  addConversations(workspace);
  return workspace;
};

/** @throws WorkspaceRefusal for an id of nobody, and of someone whose account is closed */
export const personById = (workspace: Workspace, personId: string): Person => {
  const person = workspace.members.byId(personId);
  if (person === undefined) throw new WorkspaceRefusal(`There is no person ${personId} in this workspace.`, 404);
  if (person.isDeactivated === true) throw new WorkspaceRefusal(`${person.name}'s account is deactivated.`);
  return person;
};

/** The id of the person, or the bot, with a handle in lower case; undefined for nobody's. */
export const userIdOf = ({ bot, members }: Workspace, handle: string): string | undefined =>
  handle === bot.name.toLowerCase() ? bot.userId : members.byHandle(handle)?.id;

/** What `#name` becomes in a text: `<#C1|general>`; undefined for no channel's name. */
export const channelMention = ({ conversations }: Workspace, name: string): string | undefined => {
  const channel = conversations.find(`#${name}`);
  return channel === undefined ? undefined : `<#${channel.id}|${channel.name}>`;
};

/**
 * The conversation that a person names, by id or name.
 * @throws WorkspaceRefusal where there is none, or the person is not in it
 */
export const conversationOf = (workspace: Workspace, personId: string, reference: string): Conversation => {
  const conversation = workspace.conversations.find(reference);
  if (conversation === undefined) throw new WorkspaceRefusal(`There is no conversation ${reference}.`, 404);
  if (!conversation.members.has(personId)) {
    throw new WorkspaceRefusal(`${personById(workspace, personId).name} is not in ${conversation.name || reference}.`);
  }
  return conversation;
};
