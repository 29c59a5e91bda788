import type { FastifyInstance } from 'fastify';

import { decideAccess } from './access.ts';
import { type Administration, createAdministration } from './administration.ts';
import { announceToApp } from './announce-to-app.ts';
import type { Delivery, DeliveryListener } from './delivery.ts';
import type { AgentState } from './agent-states.ts';
import { createEventsApi } from './events-api.ts';
import { keepDisconnecting } from './keep-disconnecting.ts';
import type { Faults } from './faults.ts';
import { createHttpDelivery } from './http-delivery.ts';
import { isObject, stringAt } from './json.ts';
import type { Message } from './message.ts';
import type { LocalWorkspaceOptions } from './options.ts';
import { addPageApi } from './page-api.ts';
import { personActions, type PersonActions } from './person.ts';
import { slackbotId } from './people.ts';
import { addSlackRoutes } from './slack-routes.ts';
import { createSocketDelivery, type Disconnection, type SocketDelivery } from './socket-delivery.ts';
import { addSocketRoute } from './socket-route.ts';
import { addStaticPage } from './static-page.ts';
import type { OpenView } from './open-view.ts';
import type { Details } from './details.ts';
import { createWebApi } from './web-api/web-api.ts';
import { buildWorkspace, type Workspace } from './workspace.ts';
import type { WorkspaceEvents } from './workspace-events.ts';

export type { LocalWorkspaceOptions } from './options.ts';
export type { OpenView } from './open-view.ts';

/** A Slack-compatible workspace: what an app talks to, what people do in it, and what can be watched. */
export type LocalWorkspace = {
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly bot: { readonly id: string; readonly userId: string; readonly name: string };
  /** Mounts the Web API, Socket Mode, the page and its API; before the server listens. */
  register(server: FastifyInstance): Promise<void>;
  /** Drops the app's connections and stops what would be sent later. */
  close(): void;
  /** @throws WorkspaceRefusal for an id of nobody */
  as(personId: string): PersonActions;
  /** All messages of a channel (id or name), oldest first, ephemeral ones and threads among them. */
  messages(channel: string): readonly Message[];
  /** A message that satisfies `predicate`: the newest there is, or the next to be posted or changed so. Slackbot's count too. */
  nextMessage(predicate: (message: Message) => boolean): Promise<Message>;
  /** The modal on top of a person's stack, once there is one that satisfies `predicate` (any, where absent). */
  nextView(personId: string, predicate?: (view: OpenView) => boolean): Promise<OpenView>;
  /** What the app published as a person's home, if anything. */
  home(personId: string): OpenView | undefined;
  /** What the app shows a person of the work object that they opened last, once it does. */
  nextDetails(personId: string): Promise<Details>;
  /** What the app says of its conversations in a channel (id or name): status, titles, suggested prompts. */
  agent(channel: string): AgentState;
  /** Ends Socket Mode connections as Slack does now and then. */
  disconnect(how: Disconnection): void;
  /** What goes wrong between the app and the workspace, to be switched on and off. */
  readonly faults: Faults;
  readonly administration: Administration;
  /** Everything that happens, by name. */
  readonly events: WorkspaceEvents;
  readonly slackbotId: string;
};

const listenerOf = ({ events }: Workspace): DeliveryListener => {
  const kinds = { slash_commands: 'slash_commands', interactive: 'block_actions', events_api: 'event' } as const;
  return {
    late: ({ type, payload }, latencyMs) => {
      const name = stringAt(payload, 'command') ?? stringAt(payload, 'type') ?? type;
      events.emit('lateAcknowledgement', { kind: kinds[type], name, latencyMs });
    },
    connection: (isConnected) => events.emit('botConnection', { isConnected }),
  };
};

const createDelivery = (workspace: Workspace): { delivery: Delivery; socketDelivery: SocketDelivery | null } => {
  const { delivery, acknowledgementTimeoutMs = 3_000 } = workspace.options;
  const listener = listenerOf(workspace);
  if (delivery.kind === 'http') {
    const { url, signingSecret } = delivery;
    const options = { url, signingSecret, acknowledgementTimeoutMs, now: workspace.now };
    return { delivery: createHttpDelivery(options, listener), socketDelivery: null };
  }
  const socketDelivery = createSocketDelivery(workspace.bot.appId, acknowledgementTimeoutMs, listener);
  return { delivery: socketDelivery, socketDelivery };
};

const addAccessHook = (server: FastifyInstance, options: LocalWorkspaceOptions) => {
  server.addHook('onRequest', async (request, reply) => {
    const { host, origin, cookie } = request.headers;
    const token = isObject(request.query) ? stringAt(request.query, 'token') : undefined;
    const path = request.url.split('?')[0] ?? '/';
    const decision = decideAccess({ path, host, origin, cookie, token }, options.access ?? { kind: 'open' });
    if (decision.kind === 'allowed') return undefined;
    if (decision.kind === 'signedIn') {
      reply.header('set-cookie', decision.cookie);
      // so that the token does not stay in the address bar
      return path === '/' ? await reply.redirect('/') : undefined;
    }
    const isApi = path.startsWith('/workspace/api/');
    return await reply
      .code(decision.status)
      .type(isApi ? 'application/json' : 'text/plain; charset=utf-8')
      .send(isApi ? { error: decision.sentence } : decision.sentence);
  });
};

const nextMessage = (
  { conversations, events }: Workspace,
  predicate: (message: Message) => boolean,
): Promise<Message> => {
  const standing = conversations
    .all()
    .flatMap(({ id }) => conversations.messages(id))
    .filter(predicate)
    .toSorted((one, other) => Number(one.ts) - Number(other.ts))
    .at(-1);
  if (standing !== undefined) return Promise.resolve(standing);
  return new Promise((resolve) => {
    const look = (message: Message) => {
      if (!predicate(message)) return;
      events.off('messagePosted', look).off('messageUpdated', look);
      resolve(message);
    };
    events.on('messagePosted', look).on('messageUpdated', look);
  });
};

const nextView = (
  { views, events }: Workspace,
  personId: string,
  predicate: (view: OpenView) => boolean,
): Promise<OpenView> => {
  const standing = views.top(personId);
  if (standing !== null && predicate(standing)) return Promise.resolve(standing);
  return new Promise((resolve) => {
    const look = (change: { personId: string; view: OpenView | null }) => {
      if (change.personId !== personId || change.view === null || !predicate(change.view)) return;
      events.off('viewChanged', look);
      resolve(change.view);
    };
    events.on('viewChanged', look);
  });
};

/**
 * A Slack-compatible workspace that keeps everything in memory. An app reaches it with
 * `clientOptions.slackApiUrl` set to the server's origin and `/api/`.
 */
export const createLocalWorkspace = (options: LocalWorkspaceOptions): LocalWorkspace => {
  const workspace = buildWorkspace(options);
  const { delivery, socketDelivery } = createDelivery(workspace);
  const eventsApi = createEventsApi(workspace, delivery);
  const webApi = createWebApi(workspace, socketDelivery);
  const administration = createAdministration(workspace, eventsApi, socketDelivery);
  const parts = { workspace, delivery, eventsApi, administration };
  announceToApp(workspace, eventsApi);
  const stopDisconnecting = keepDisconnecting(workspace, socketDelivery);

  return {
    botToken: workspace.tokens.bot,
    appToken: workspace.tokens.app,
    signingSecret: options.delivery.kind === 'http' ? options.delivery.signingSecret : '',
    bot: { id: workspace.bot.id, userId: workspace.bot.userId, name: workspace.bot.name },
    slackbotId,
    register: async (server) => {
      if (socketDelivery !== null) addSocketRoute(server, socketDelivery, options.access ?? { kind: 'open' });
      await server.register(async (scope) => {
        addAccessHook(scope, options);
        await addSlackRoutes(scope, workspace, webApi);
        await addPageApi(scope, parts);
        addStaticPage(scope, workspace);
      });
    },
    close: () => {
      stopDisconnecting();
      eventsApi.close();
      delivery.close();
    },
    as: (personId) => personActions(parts, personId),
    messages: (channel) => workspace.conversations.messages(workspace.conversations.find(channel)?.id ?? channel),
    nextMessage: (predicate) => nextMessage(workspace, predicate),
    nextView: (personId, predicate = () => true) => nextView(workspace, personId, predicate),
    home: (personId) => workspace.views.home(personId),
    nextDetails: async (personId) =>
      await new Promise((resolve) => {
        const look = (details: Details) => {
          if (details.personId !== personId) return;
          workspace.events.off('detailsPresented', look);
          resolve(details);
        };
        workspace.events.on('detailsPresented', look);
      }),
    agent: (channel) => workspace.agents.of(workspace.conversations.find(channel)?.id ?? channel),
    disconnect: (how) => socketDelivery?.disconnect(how),
    faults: workspace.faults,
    administration,
    events: workspace.events,
  };
};
