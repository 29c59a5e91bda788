import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WebClient } from '@slack/web-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandTable } from './command-table.ts';
import { slackManifest } from '#callboard/surfaces/slack/manifest.ts';

type Manifest = Exclude<Parameters<WebClient['apps']['manifest']['validate']>[0]['manifest'], string>;

const slackRoom = join(import.meta.dirname, '..', '..', 'src', 'surfaces', 'slack');

/** The scopes that each method needs: https://docs.slack.dev/reference/methods */
const scopesOfMethods: Readonly<Record<string, readonly string[]>> = {
  'assistant.threads.setStatus': ['chat:write'],
  'assistant.threads.setSuggestedPrompts': ['assistant:write'],
  'assistant.threads.setTitle': ['assistant:write'],
  'auth.revoke': [],
  'auth.test': [],
  'chat.getPermalink': [],
  'chat.postMessage': ['chat:write', 'im:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.unfurl': ['links:write'],
  'chat.update': ['chat:write'],
  'entity.presentDetails': [],
  'files.getUploadURLExternal': ['files:write'],
  'files.completeUploadExternal': ['files:write'],
  'users.info': ['users:read', 'users:read.email'],
  'users.lookupByEmail': ['users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};

/** The scopes that each event needs: https://docs.slack.dev/reference/events */
const scopesOfEvents: Readonly<Record<string, readonly string[]>> = {
  app_context_changed: ['assistant:write'],
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  app_uninstalled: [],
  entity_details_requested: [],
  link_shared: ['links:read'],
  'message.im': ['im:history'],
  tokens_revoked: [],
};

/** The Web API's methods that the surface calls, as its code names them. */
async function methodsCalled(): Promise<readonly string[]> {
  const files = (await readdir(slackRoom, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(files.map((name) => readFile(join(slackRoom, name), 'utf8')));
  const called = texts.flatMap((text) => [
    ...text.matchAll(
      /\.((?:chat|users|views|conversations|reactions|files|team|usergroups|pins|auth|entity|assistant\.threads)\.\w+)\(/g,
    ),
  ]);
  return [...new Set(called.map(([, method]) => method ?? ''))];
}

/** The manifest as an installer gets it. */
const written = (manifest: object): Manifest => JSON.parse(JSON.stringify(manifest));

/** https://docs.slack.dev/reference/app-manifest, and the comments of the manifest's type in @slack/web-api */
describe("Slack's manifest", () => {
  let manifest: Manifest;
  beforeAll(async () => {
    manifest = written(slackManifest(await commandTable(), undefined, undefined, ['github.com']));
  });

  it('names the app in at most 35 characters and describes it in at most 140', () => {
    expect(manifest.display_information.name.length).toBeLessThanOrEqual(35);
    expect(manifest.display_information.description?.length).toBeLessThanOrEqual(140);
    expect(manifest.features?.bot_user?.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
  });

  it('is an agent, which is described in at most 300 characters', () => {
    expect(manifest.features?.agent_view?.agent_description).toMatch(/^\S[^]{0,299}$/);
    expect(manifest.features?.assistant_view).toBeUndefined();
    expect(manifest.settings?.event_subscriptions?.bot_events).not.toContain('assistant_thread_started');
  });

  it('has at most 50 slash commands, none of them twice', () => {
    const names = manifest.features?.slash_commands?.map(({ command }) => command) ?? [];
    expect(names).toContain('/who-owns');
    expect(names.length).toBeLessThanOrEqual(50);
    expect(new Set(names).size).toBe(names.length);
  });

  it('names each command in at most 32 characters with its slash, and describes it within 2,000, its usage within 1,000', () => {
    for (const { command, description, usage_hint: usageHint } of manifest.features?.slash_commands ?? []) {
      expect(command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
      expect(description, command).toMatch(/^\S[^]{0,1999}$/);
      expect(usageHint ?? '', command).toMatch(/^[^]{0,1000}$/);
    }
  });

  it('has the shortcuts of the command table: at most 10, described within 150 characters, each id of one command', () => {
    const shortcuts = manifest.features?.shortcuts ?? [];
    expect(shortcuts.map(({ type, name, callback_id: id }) => [type, name, id])).toEqual([
      ['message', 'Who owns this?', 'who-owns-this'],
      ['global', 'Find in the catalog', 'find'],
      ['global', 'Create a component', 'create'],
      ['message', 'Page the owner about this', 'page-about-this'],
    ]);
    expect(shortcuts.length).toBeLessThanOrEqual(10);
    for (const { description } of shortcuts) expect(description).toMatch(/^\S[^]{0,149}$/);
  });

  it('asks for the scopes of what the bot calls and hears, and for no other', async () => {
    const methods = await methodsCalled();
    expect(methods).toContain('chat.postMessage');
    const unknown = methods.filter((method) => !(method in scopesOfMethods));
    expect(unknown).toEqual([]);
    const events = manifest.settings?.event_subscriptions?.bot_events ?? [];
    const needed = [
      'commands',
      ...methods.flatMap((method) => scopesOfMethods[method] ?? []),
      ...events.flatMap((event) => scopesOfEvents[event] ?? [`the unknown scope of ${event}`]),
    ];
    expect(manifest.oauth_config?.scopes?.bot?.toSorted()).toEqual([...new Set(needed)].toSorted());
    expect(manifest.oauth_config?.scopes?.user).toBeUndefined();
  });

  it('has tokens expire, and a whole organisation install it, only where workspaces install it by themselves', async () => {
    expect(manifest.settings).toMatchObject({ org_deploy_enabled: false, token_rotation_enabled: false });
    expect(manifest.oauth_config?.redirect_urls).toBeUndefined();
    const forMany = written(slackManifest(await commandTable(), undefined, 'https://callboard.example.com'));
    expect(forMany.settings).toMatchObject({
      org_deploy_enabled: true,
      token_rotation_enabled: true,
      socket_mode_enabled: true,
    });
    expect(forMany.oauth_config?.redirect_urls).toEqual(['https://callboard.example.com/slack/oauth_redirect']);
  });

  it('hears of links, and may tell of them, only where domains are configured', async () => {
    expect(manifest.features?.unfurl_domains).toEqual(['github.com']);
    const without = JSON.stringify(slackManifest(await commandTable()));
    for (const part of ['link_shared', 'links:', 'entity_details_requested', 'unfurl_domains', 'rich_previews'])
      expect(without).not.toContain(part);
  });

  it('uses Socket Mode where Slack is told no address, and the one address for all where it is', async () => {
    expect(manifest.settings?.socket_mode_enabled).toBe(true);
    const served = written(slackManifest(await commandTable(), 'https://callboard.example.com'));
    const address = 'https://callboard.example.com/slack/events';
    expect(served.settings?.socket_mode_enabled).toBe(false);
    expect(served.settings?.event_subscriptions?.request_url).toBe(address);
    expect(served.settings?.interactivity?.request_url).toBe(address);
    expect(new Set(served.features?.slash_commands?.map(({ url }) => url))).toEqual(new Set([address]));
  });
});
