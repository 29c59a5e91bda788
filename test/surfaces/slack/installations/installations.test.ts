import { createHmac } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { createSlackPlugin } from '#callboard/surfaces/slack/slack-plugin.ts';
import type { Answer } from '#callboard/core/answers/answer.ts';
import { greet } from '../../../fixtures/sample-commands.ts';
import { clientId, clientSecret, serveOAuthSlack } from '../../../fixtures/slack/oauth-slack.ts';
import { startCore } from '../../../fixtures/start-core.ts';

const card = (title: string): Answer => ({ kind: 'card', title, lines: [], fields: [], buttons: [] });

/** A bot over HTTP that workspaces install by themselves. */
async function startBot(workspaces: 'any' | string[] = 'any') {
  const slack = await serveOAuthSlack();
  const configuration = { clientId, clientSecret, workspaces, signingSecret: 'a-signing-secret', apiUrl: slack.apiUrl };
  const plugin = createSlackPlugin(() => Promise.resolve());
  const started = await startCore({ commands: [greet], plugins: [{ plugin, configuration }] });
  onTestFinished(started.stop);
  await started.core.start();
  const origin = `http://127.0.0.1:${await started.core.http.listen('127.0.0.1', 0)}`;
  await started.core.open();

  /** Begins in a browser. @returns the state, which that browser has as a cookie too */
  const begin = async () => {
    const response = await fetch(`${origin}/slack/install`, { redirect: 'manual' });
    const to = new URL(response.headers.get('location') ?? '');
    return {
      to,
      state: to.searchParams.get('state') ?? '',
      cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
    };
  };
  /** Comes back from Slack. */
  const comeBack = async (query: Record<string, string>, cookie: string) => {
    const url = `${origin}/slack/oauth_redirect?${new URLSearchParams(query).toString()}`;
    const response = await fetch(url, { headers: { cookie } });
    return { status: response.status, text: await response.text() };
  };
  const install = async (workspace: string, lifetimeSeconds?: number) => {
    const { state, cookie } = await begin();
    return comeBack({ code: slack.code(workspace, lifetimeSeconds), state }, cookie);
  };
  const post = (body: string, type: string) => {
    const seconds = Math.floor(Date.now() / 1000);
    const signature = createHmac('sha256', 'a-signing-secret').update(`v0:${seconds}:${body}`).digest('hex');
    const headers = {
      'content-type': type,
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': `v0=${signature}`,
    };
    return fetch(`${origin}/slack/events`, { method: 'POST', body, headers });
  };
  let eventCount = 0;
  const send = (workspace: string, event: object, more: object = {}) => {
    eventCount += 1;
    const isOrganisation = workspace.startsWith('E');
    const authorization = {
      team_id: isOrganisation ? 'T99' : workspace,
      enterprise_id: isOrganisation ? workspace : null,
      is_enterprise_install: isOrganisation,
    };
    const body = {
      type: 'event_callback',
      team_id: authorization.team_id,
      event_id: `Ev${eventCount}`,
      authorizations: [authorization],
      event,
      ...more,
    };
    return post(JSON.stringify(body), 'application/json');
  };
  const ask = (workspace: string, text: string) =>
    send(workspace, { type: 'message', channel_type: 'im', user: 'U1', channel: 'D1', ts: `${eventCount}.5`, text });
  const command = (workspace: string) =>
    post(
      new URLSearchParams({
        command: '/greet',
        text: 'x',
        team_id: workspace,
        user_id: 'U1',
        user_name: 'jane',
        channel_id: 'C1',
        trigger_id: `${workspace}.1`,
        response_url: '',
      }).toString(),
      'application/x-www-form-urlencoded',
    );
  return { ...started, slack, begin, comeBack, install, send, ask, command };
}

test('a workspace installs the bot from /slack/install, and its token is kept sealed', async () => {
  const { begin, comeBack, slack, store } = await startBot();
  const { to, state, cookie } = await begin();
  expect(`${to.origin}${to.pathname}`).toBe(new URL('../oauth/v2/authorize', slack.apiUrl).href);
  expect(to.searchParams.get('client_id')).toBe(clientId);
  expect(to.searchParams.get('scope')?.split(',')).toContain('chat:write');
  expect(to.searchParams.get('redirect_uri')).toBe('http://localhost:3000/slack/oauth_redirect');
  const page = await comeBack({ code: slack.code('T1'), state }, cookie);
  expect(page).toMatchObject({ status: 200, text: expect.stringContaining('Callboard is in Workspace T1 now') });
  const kept = await store.records.namespace('slack.installations').all();
  expect([...kept.keys()]).toEqual(['T1']);
  expect(JSON.stringify([...kept.values()])).not.toContain('xoxb');
});

test.each([
  ['was begun in another browser', { cookie: 'slack-app-oauth-state=another' }, {}, 'not begun in this browser'],
  [
    'has a state that nobody gave',
    { cookie: 'slack-app-oauth-state=made-up' },
    { state: 'made-up' },
    'not begun in this browser',
  ],
  ['was cancelled', {}, { error: 'access_denied' }, 'cancelled in Slack'],
  ['has a code that is used up', {}, { code: 'used' }, 'invalid_code'],
])('an installation that %s is refused in words', async (_, browser: { cookie?: string }, query, words) => {
  const { begin, comeBack, slack, store } = await startBot();
  const { state, cookie } = await begin();
  const page = await comeBack({ code: slack.code('T1'), state, ...query }, browser.cookie ?? cookie);
  expect(page).toMatchObject({ status: 400, text: expect.stringContaining(words) });
  expect((await store.records.namespace('slack.installations').all()).size).toBe(0);
});

test('a workspace that the configuration does not name is told what is to be added, and its token is given back', async () => {
  const { install, slack, store } = await startBot(['T1']);
  expect(await install('T2')).toMatchObject({
    status: 403,
    text: expect.stringContaining('add T2 to slack.workspaces'),
  });
  expect(slack.calls.filter(({ method }) => method === 'auth.revoke')).toHaveLength(1);
  expect((await store.records.namespace('slack.installations').all()).size).toBe(0);
  expect(await install('T1')).toMatchObject({ status: 200 });
});

test('two workspaces and an organisation whose people and channels have the same ids are answered each with its own token', async () => {
  const { install, ask, slack, core } = await startBot();
  for (const workspace of ['T1', 'T2', 'E1']) {
    await install(workspace);
    const posted = slack.next('chat.postMessage');
    expect((await ask(workspace, 'greet payments')).status).toBe(200);
    expect(await posted).toMatchObject({
      token: expect.stringMatching(`^xoxb-${workspace}-`),
      values: { channel: 'D1' },
    });
  }
  await core.additions.surfaces
    .get('slack:T1')
    ?.post({ surface: 'slack:T1', kind: 'person', personId: 'U1' }, card('For T1'));
  expect(slack.calls.at(-1)).toMatchObject({ token: expect.stringMatching('^xoxb-T1-'), values: { text: 'For T1' } });
  await core.identity.link('slack:T1', 'U1', 'user:default/ada');
  expect(await core.identity.accountsOf('user:default/ada')).toEqual({ 'slack:T1': 'U1' });
  expect(await core.identity.userOf({ surface: 'slack:T2', personId: 'U1' })).toBeUndefined();
});

test('a person is called by the account that they have where the message goes', async () => {
  const { install, slack, core } = await startBot();
  await install('T1');
  await install('T2');
  const person = {
    kind: 'person',
    name: 'Ada',
    accounts: { 'slack:T1': 'UONE', 'slack:T2': 'UTWO' },
    notify: true,
  } as const;
  for (const [surface, account] of [
    ['slack:T1', 'UONE'],
    ['slack:T2', 'UTWO'],
  ] as const) {
    const to = { surface, kind: 'place', conversation: 'C1' } as const;
    await core.additions.surfaces
      .get(surface)
      ?.post(to, { kind: 'card', title: 'Page', lines: [[person]], fields: [], buttons: [] });
    expect(slack.calls.at(-1)?.values['blocks']).toContain(`"user_id":"${account}"`);
  }
});

test.each([
  ['is uninstalled', { type: 'app_uninstalled' }],
  ['has its token revoked', { type: 'tokens_revoked', tokens: { oauth: [], bot: ['UBOTT1'] } }],
])(
  'where the bot %s, what is queued there is given up and told in the log, and other workspaces go on',
  async (_, event) => {
    const { install, ask, send, command, slack, logger, core, store } = await startBot();
    await install('T1');
    await install('T2');
    await send('T1', event, { event_time: Math.floor(Date.now() / 1000) });
    const surface = core.additions.surfaces.get('slack:T1');
    await expect(surface?.post({ surface: 'slack:T1', kind: 'person', personId: 'U1' }, card('Late'))).rejects.toThrow(
      'not installed in Workspace T1 any more',
    );
    expect(JSON.stringify([...(await store.records.namespace('slack.installations').all()).values()])).not.toContain(
      'T1-',
    );
    expect(logger.lines.map(({ message }) => message)).toContain(
      'Workspace T1 has uninstalled Callboard; what is queued for it is given up',
    );
    const before = slack.calls.length;
    expect((await ask('T1', 'greet payments')).status).toBe(200);
    expect(await (await command('T1')).text()).toContain('does not know this workspace');
    expect(slack.calls).toHaveLength(before);
    const posted = slack.next('chat.postMessage');
    await ask('T2', 'greet orders');
    expect((await posted).token).toMatch(/^xoxb-T2-/);
  },
);

test('an uninstallation that is told late does not undo a later installation', async () => {
  const { install, send, ask, slack } = await startBot();
  await install('T1');
  await send('T1', { type: 'app_uninstalled' }, { event_time: Math.floor(Date.now() / 1000) - 60 });
  const posted = slack.next('chat.postMessage');
  await ask('T1', 'greet orders');
  expect((await posted).token).toMatch(/^xoxb-T1-/);
});

test('a token that Slack refuses is told once, with what an administrator does, and other workspaces go on', async () => {
  const { install, ask, slack, logger, core } = await startBot();
  await install('T1');
  await install('T2');
  slack.revoke('T1');
  const surface = core.additions.surfaces.get('slack:T1');
  const to = { surface: 'slack:T1', kind: 'person', personId: 'U1' } as const;
  await expect(surface?.post(to, card('One'))).rejects.toThrow('invalid_auth');
  await expect(surface?.post(to, card('Two'))).rejects.toThrow('invalid_auth');
  expect(logger.lines.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
    "Slack refuses the bot's token (invalid_auth). Have an administrator of Workspace T1 (T1) install Callboard again: http://localhost:3000/slack/install. Other workspaces go on.",
  ]);
  const posted = slack.next('chat.postMessage');
  await ask('T2', 'greet orders');
  expect((await posted).token).toMatch(/^xoxb-T2-/);
});
