import type { Command } from '#callboard/core/commands/command.ts';
import { createHelp } from '#callboard/core/commands/help.ts';
import type { Lookup } from '#callboard/core/commands/lookup.ts';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import { appOfManifest } from '#callboard/local-workspace/app-of-manifest.ts';
import { createLocalWorkspace, type LocalWorkspace } from '#callboard/local-workspace/local-workspace.ts';
import { slackManifest } from '#callboard/surfaces/slack/manifest.ts';
import slack from '#callboard/surfaces/slack/slack-plugin.ts';
import {
  choose,
  createMake,
  fail,
  greet,
  lengths,
  narrow,
  people,
  refuse,
  remember,
} from '../../fixtures/sample-commands.ts';
import { startCore, type StartedCore } from '../../fixtures/start-core.ts';
import { freePort } from '../../fixtures/free-port.ts';

export interface Bot extends StartedCore {
  readonly workspace: LocalWorkspace;
  readonly origin: string;
  /** What the command `make` has made. */
  readonly made: object[];
  /** What the workspace did not take of the bot, as Slack would not. */
  readonly refused: string[];
}

/** What a bot has beyond the sample commands. */
export interface BotParts {
  readonly mode?: 'socket' | 'http';
  readonly commands?: readonly Command[];
  readonly lookups?: Readonly<Record<string, Lookup>>;
  /** More of what it knows, which has no settings. */
  readonly plugins?: readonly Plugin[];
  /** Ids of more channels that it is in. */
  readonly channels?: readonly string[];
  /** After how long Slack sends an event again that was not acknowledged, each time. */
  readonly eventRetryDelaysMs?: readonly number[];
  /** How long the workspace looks into a file before a message can show it. */
  readonly fileProcessingMs?: number;
  /** How long a form can be opened after it was asked for. */
  readonly triggerLifetimeMs?: number;
  /** How long after it was said a message may be edited. */
  readonly editWindowMs?: number;
  /** The clock of both ends. */
  readonly now?: () => Date;
}

const running: Bot[] = [];

/** Stops every bot that was started. */
export async function stopBots(): Promise<void> {
  for (const { workspace, stop } of running.splice(0)) {
    await stop();
    workspace.close();
  }
}

/** The Slack surface on a real core, connected to a local workspace that is served beside it. */
export async function startBot({
  mode = 'socket',
  commands = [],
  lookups = {},
  plugins = [],
  channels = [],
  eventRetryDelaysMs,
  fileProcessingMs = 0,
  triggerLifetimeMs = 3000,
  editWindowMs = Infinity,
  now = () => new Date(),
}: BotParts = {}): Promise<Bot> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const signingSecret = 'a-signing-secret';
  const made: object[] = [];
  const all = [greet, choose, refuse, fail, createMake(made), narrow, remember, ...commands];
  const workspace = createLocalWorkspace({
    people: [
      { id: 'U1', handle: 'jane', name: 'Jane Doe', email: 'jane@example.com' },
      { id: 'U2', handle: 'omar', name: 'Omar Haddad' },
    ],
    channels: [
      { id: 'C1', name: 'general' },
      { id: 'C2', name: 'without-bot', isBotMember: false },
      { id: 'C3', name: 'private', isPrivate: true, isBotMember: false },
      ...channels.map((id) => ({ id, name: id.toLowerCase() })),
    ],
    ...appOfManifest(slackManifest([...all, createHelp(() => all)])),
    fileProcessingMs,
    triggerLifetimeMs,
    editWindowMs,
    ...(eventRetryDelaysMs && { eventRetryDelaysMs }),
    now,
    delivery: mode === 'socket' ? { kind: 'socket' } : { kind: 'http', url: `${origin}/slack/events`, signingSecret },
  });
  const refused: string[] = [];
  workspace.events.on('requestRefused', ({ method, error, details }) =>
    refused.push(`${method} ${error} ${details.join()}`),
  );
  workspace.events.on('acknowledgementRefused', ({ name, details }) => refused.push(`${name} ${details.join()}`));
  const { botToken, appToken } = workspace;
  const configuration = {
    botToken,
    apiUrl: `${origin}/api/`,
    ...(mode === 'socket' ? { appToken } : { signingSecret }),
  };
  const started = await startCore({
    commands: all,
    lookups: { people, lengths, ...lookups },
    now,
    plugins: [...plugins.map((plugin) => ({ plugin, configuration: {} })), { plugin: slack, configuration }],
  });
  await started.core.http.mount('', (scope) => workspace.register(scope));
  await started.core.start();
  const connected =
    mode === 'http'
      ? Promise.resolve()
      : new Promise<void>((resolve) =>
          workspace.events.on('botConnection', ({ isConnected }) => isConnected && resolve()),
        );
  await started.core.http.listen('127.0.0.1', port);
  const identified = new Promise<void>((resolve) =>
    workspace.events.on('requestAnswered', ({ method }) => method === 'auth.test' && resolve()),
  );
  await started.core.open();
  await Promise.all([connected, identified]);
  const bot = { ...started, workspace, origin, made, refused };
  running.push(bot);
  return bot;
}
