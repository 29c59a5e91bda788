import { App, type AppOptions, type Logger, LogLevel } from '@slack/bolt';
import { fastify } from 'fastify';

import {
  createLocalWorkspace,
  type LocalWorkspace,
  type LocalWorkspaceOptions,
} from '#callboard/local-workspace/local-workspace.ts';

/** A workspace that listens, with two people and two channels. */
export type Started = {
  readonly workspace: LocalWorkspace;
  readonly origin: string;
  /** A call of the Web API with the bot's token, JSON in and out. */
  call(method: string, body: object, token?: string): Promise<Record<string, unknown>>;
  readonly appOptions: AppOptions;
  /** A Bolt app over Socket Mode, not yet started. */
  app(): App;
  stop(): Promise<void>;
};

/** Silences what Bolt prints of failures that a test causes on purpose. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** Starts a workspace on a free port. */
export const startWorkspace = async (options: Partial<LocalWorkspaceOptions> = {}): Promise<Started> => {
  const workspace = createLocalWorkspace({
    people: [
      { id: 'U1', handle: 'jane', name: 'Jane Doe', email: 'jane@example.com' },
      { id: 'U2', handle: 'omar', name: 'Omar Haddad', isAdministrator: true },
    ],
    channels: [
      { id: 'C1', name: 'general' },
      { id: 'C2', name: 'private-to-omar', members: ['U2'], isBotMember: false },
    ],
    commands: [{ command: '/who-owns', description: 'Says who owns something', usageHint: '[name]' }],
    delivery: { kind: 'socket' },
    ...options,
  });
  const server = fastify({ forceCloseConnections: true });
  await workspace.register(server);
  const origin = await server.listen({ host: '127.0.0.1', port: 0 });
  const apps: App[] = [];
  const appOptions = {
    token: workspace.botToken,
    appToken: workspace.appToken,
    socketMode: true,
    logger: silentLogger,
    clientOptions: { slackApiUrl: `${origin}/api/`, retryConfig: { retries: 0 } },
  };
  return {
    workspace,
    origin,
    appOptions,
    call: async (method, body, token = workspace.botToken) => {
      const response = await fetch(`${origin}/api/${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(body),
      });
      return JSON.parse(await response.text());
    },
    app: () => {
      const app = new App(appOptions);
      apps.push(app);
      return app;
    },
    stop: async () => {
      workspace.close();
      await Promise.all(apps.map((app) => app.stop()));
      await server.close();
    },
  };
};
