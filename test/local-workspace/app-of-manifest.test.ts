import { expect, it } from 'vitest';

import { appOfManifest } from '#callboard/local-workspace/app-of-manifest.ts';

import { startWorkspace } from './start-workspace.ts';

it('a manifest says what an app has in a workspace', () => {
  const manifest = {
    features: {
      app_home: { home_tab_enabled: true },
      bot_user: { display_name: 'helper', always_online: true },
      slash_commands: [{ command: '/who', description: 'Who owns it', usage_hint: '[name]', should_escape: true }],
      shortcuts: [
        { name: 'Create', type: 'global', callback_id: 'create', description: 'Makes one' },
        { name: 'Who?', type: 'message', callback_id: 'who', description: 'Says who' },
      ],
      unfurl_domains: ['example.com'],
      agent_view: { agent_description: 'Answers' },
    },
    oauth_config: { scopes: { bot: ['chat:write'] } },
    settings: { event_subscriptions: { bot_events: ['app_mention', 'link_shared'] } },
  };
  expect(appOfManifest(manifest)).toEqual({
    botName: 'helper',
    commands: [{ command: '/who', description: 'Who owns it', usageHint: '[name]' }],
    shortcuts: [
      { kind: 'global', callbackId: 'create', name: 'Create', description: 'Makes one' },
      { kind: 'message', callbackId: 'who', name: 'Who?', description: 'Says who' },
    ],
    subscriptions: ['app_mention', 'link_shared'],
    hasHome: true,
    unfurlDomains: ['example.com'],
    agentView: 'agent',
    scopes: ['chat:write'],
  });
});

it('an event that the workspace does not have is told, and not ignored', () => {
  const manifest = { settings: { event_subscriptions: { bot_events: ['star_added'] } } };
  expect(() => appOfManifest(manifest)).toThrow('the local workspace has no event star_added');
});

it('a method for which the token lacks the scope is refused with what it needs and what it has', async () => {
  const started = await startWorkspace({ scopes: ['commands', 'chat:write'] });
  expect(await started.call('users.info', { user: 'U1' })).toEqual({
    ok: false,
    error: 'missing_scope',
    needed: 'users:read',
    provided: 'commands,chat:write',
  });
  expect(await started.call('chat.postMessage', { channel: 'C1', text: 'hello' })).toMatchObject({ ok: true });
  await started.stop();
});

it('an app without a home cannot publish one', async () => {
  const started = await startWorkspace({ hasHome: false });
  const view = { type: 'home', blocks: [{ type: 'divider' }] };
  expect(await started.call('views.publish', { user_id: 'U1', view })).toMatchObject({ error: 'not_enabled' });
  await started.stop();
});
