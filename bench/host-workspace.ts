import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fastify } from 'fastify';
import { createLocalWorkspace, type LocalWorkspace } from '../src/local-workspace/local-workspace.ts';

/** A workspace beside the bot, as Slack is. */
export interface HostedWorkspace {
  readonly workspace: LocalWorkspace;
  readonly channels: readonly string[];
  readonly people: readonly string[];
  /** What a bot is started with, so that it connects here. */
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves once a bot is connected. */
  readonly connected: Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Serves a workspace from this process, without the rate limits of Slack's methods. */
export async function hostWorkspace(channelCount: number, personCount: number): Promise<HostedWorkspace> {
  const channels = Array.from({ length: channelCount }, (_each, index) => `C${String(index).padStart(4, '0')}`);
  const people = Array.from({ length: personCount }, (_each, index) => `U${String(index).padStart(4, '0')}`);
  const workspace = createLocalWorkspace({
    people: people.map((id) => ({ id, handle: id.toLowerCase(), name: id })),
    channels: channels.map((id) => ({ id, name: id.toLowerCase() })),
    commands: slashCommands(),
    delivery: { kind: 'socket' },
    rateLimits: 'off',
  });
  const connected = new Promise<void>((resolve) =>
    workspace.events.on('botConnection', ({ isConnected }) => isConnected && resolve()),
  );
  const server = fastify({ forceCloseConnections: true });
  await workspace.register(server);
  const origin = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    workspace,
    channels,
    people,
    environment: {
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_APP_TOKEN: workspace.appToken,
      SLACK_API_URL: `${origin}/api/`,
    },
    connected,
    stop: async () => {
      workspace.close();
      await server.close();
    },
  };
}

interface Manifest {
  readonly features: { readonly slash_commands: readonly { readonly command: string; readonly description: string }[] };
}

/** Those that an installer registers. */
function slashCommands(): Manifest['features']['slash_commands'] {
  const file = join(import.meta.dirname, '..', 'manifests', 'slack', 'manifest.json');
  const manifest: Manifest = JSON.parse(readFileSync(file, 'utf8'));
  return manifest.features.slash_commands;
}
