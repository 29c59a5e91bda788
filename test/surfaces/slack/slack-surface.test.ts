import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { Command, Reply } from '#callboard/core/commands/command.ts';
import type { Message } from '#callboard/local-workspace/message.ts';
import slack from '#callboard/surfaces/slack/slack-plugin.ts';
import { startCore } from '../../fixtures/start-core.ts';
import { startBot, stopBots } from './start-bot.ts';

afterEach(stopBots);

/** A question about something, which may be what was last spoken of. */
const tell: Command = {
  name: 'tell',
  summary: 'Tells what it is told',
  parameters: [{ name: 'name', description: 'A name', isRequired: true, isSubject: true }],
  examples: ['tell payments'],
  phrases: [/^tell (?<name>.+)$/i],
  effect: 'reads',
  run: async ({ values: { name } }) => tellOf(String(name)),
};

const tellOf = (name: string): Reply => ({
  subject: name,
  answer: { kind: 'card', title: `This is ${name}`, lines: [], fields: [], buttons: [] },
});

describe.each(['socket', 'http'] as const)('the Slack surface over %s', (mode) => {
  it('answers a slash command to the asker alone', async () => {
    const { workspace } = await startBot({ mode });
    await workspace.as('U1').slash('C1', '/greet payments');
    const message = await workspace.nextMessage(({ text }) => text.includes('Hello payments'));
    expect(message).toMatchObject({ channel: 'C1', isEphemeral: true, visibleTo: 'U1' });
  });

  it('takes every command, and sentences, by /callboard; without words it says what there is', async () => {
    const { workspace } = await startBot({ mode });
    const person = workspace.as('U1');
    for (const line of ['/callboard greet payments', '/callboard please greet orders', '/callboard'])
      await person.slash('C1', line);
    for (const text of ['Hello payments', 'Hello orders', 'Ask in a sentence']) {
      const message = await workspace.nextMessage((posted) => posted.text.includes(text));
      expect(message).toMatchObject({ channel: 'C1', isEphemeral: true, visibleTo: 'U1' });
    }
    await person.slash('C1', '/callboard make');
    expect((await workspace.nextView('U1')).content['title']).toMatchObject({ text: 'Make a thing' });
  });

  it('says what there is to a mention without words', async () => {
    const { workspace } = await startBot({ mode });
    const asked = workspace.as('U1').say('C1', '@callboard');
    const message = await workspace.nextMessage(({ text }) => text.includes('Ask in a sentence'));
    expect(message.threadTs).toBe(asked.ts);
  });

  it('says which workspace it is connected to, and knows who is nobody there', async () => {
    const { logger, origin, core } = await startBot({ mode });
    await expect
      .poll(() => logger.lines.map(({ message }) => message))
      .toContain(`connected to the workspace Local workspace (${origin}/)`);
    expect(await core.identity.profileOf({ surface: 'slack', personId: 'U404' })).toBeUndefined();
    expect(await core.identity.profileOf({ surface: 'slack', personId: 'U1' })).toMatchObject({ name: 'Jane Doe' });
  });

  it('answers a mention in its thread, seen by all', async () => {
    const { workspace } = await startBot({ mode });
    const asked = workspace.as('U1').say('C1', '@callboard greet payments please');
    const message = await workspace.nextMessage(({ text }) => text.includes('Hello payments'));
    expect(message).toMatchObject({ channel: 'C1', isEphemeral: false, threadTs: asked.ts });
  });

  it('acknowledges a mention that changes something once it is kept, and not before', async () => {
    const { workspace, store, origin } = await startBot({ mode });
    const order: string[] = [];
    const { add } = store.work;
    Object.assign(store.work, {
      add: async (...item: Parameters<typeof add>) => {
        const isNew = await add(...item);
        // An acknowledgement that is under way by now arrives before the answer to this.
        await fetch(`${origin}/metrics`);
        order.push('kept');
        return isNew;
      },
    });
    const acknowledged = new Promise<void>((resolve) =>
      workspace.events.on('acknowledged', () => {
        order.push('acknowledged');
        resolve();
      }),
    );
    workspace.as('U1').say('C1', '@callboard remember payments');
    await Promise.all([acknowledged, workspace.nextMessage(({ text }) => text.includes('Remembered'))]);
    expect(order).toEqual(['kept', 'acknowledged']);
  });

  it('answers a direct message in the thread that it begins, of which it is the title', async () => {
    const { workspace } = await startBot({ mode });
    const person = workspace.as('U1');
    const direct = person.openDirectMessage();
    const asked = person.say(direct, 'greet payments');
    const message = await workspace.nextMessage(({ text }) => text.includes('Hello payments'));
    expect(message).toMatchObject({ channel: direct, threadTs: asked.ts });
    await expect.poll(() => workspace.agent(direct).titles).toEqual({ [asked.ts]: 'greet payments' });
  });

  it('goes on in a direct thread from what that is about, and in a new one from what was last spoken of', async () => {
    const { workspace, store } = await startBot({ mode, commands: [tell] });
    const person = workspace.as('U1');
    const direct = person.openDirectMessage();
    /** What is answered; what it is about is kept by then, for which the answer does not wait. */
    const ask = async (text: string, threadTs?: string) => {
      const earlier = new Set(person.messages(direct, threadTs).map(({ ts }) => ts));
      const { ts } = person.say(direct, text, threadTs === undefined ? {} : { threadTs });
      const thread = threadTs ?? ts;
      const isAnswer = (posted: Message) => posted.isBot && posted.threadTs === thread && !earlier.has(posted.ts);
      const answer = await workspace.nextMessage(isAnswer);
      const key = `slack ${direct} ${thread}`;
      await expect
        .poll(async () => (await store.records.namespace('spoken-of').get(key))?.value)
        .toBe(answer.text.replace(/^.*This is /, ''));
      return { thread, told: answer.text };
    };
    const { thread } = await ask('tell payments');
    await ask('tell orders');
    expect((await ask('tell it', thread)).told).toContain('This is payments');
    expect((await ask('tell it')).told).toContain('This is orders');
  });

  it('takes a form page by page, with problems at their fields, and makes one thing', async () => {
    const { workspace, made } = await startBot({ mode });
    const person = workspace.as('U1');
    await person.slash('C1', '/make');
    const first = await workspace.nextView('U1');
    const owner = (query: string) => person.suggest(first, 'lookup:owner', query);
    expect((await owner('bet')).options.map(({ value }) => value)).toEqual([
      'group:default/beta',
      'group:default/betamax',
    ]);

    const [beta] = (await owner('bet')).options;
    const page = (title: string) => ({
      'field:title': { value: { text: title } },
      'field:owner': { 'lookup:owner': { option: beta ?? null } },
    });
    expect(await person.submitView(first.id, page('Shop!'))).toMatchObject({
      outcome: 'kept',
      errors: { 'field:title': 'Use lower case letters' },
    });
    expect(await person.submitView(first.id, page('shop'))).toMatchObject({ outcome: 'updated' });
    expect(
      await person.submitView(first.id, {
        'field:count': { value: { text: '2' } },
        'field:size': { value: { option: 'l' } },
      }),
    ).toMatchObject({ outcome: 'updated' });
    expect(await person.submitView(first.id, {})).toMatchObject({ outcome: 'closed' });
    const message = await workspace.nextMessage(({ text }) => text.includes('Made shop'));
    expect(message).toMatchObject({ channel: 'C1', isEphemeral: false });
    expect(made).toEqual([{ title: 'shop', owner: 'group:default/beta', count: 2, size: 'l', public: false }]);
  });
});

describe('the Slack surface', () => {
  it('shows no refusal by Slack: every kind of answer is within its limits', async () => {
    const { workspace, refused } = await startBot();
    for (const line of ['/greet x', '/choose', '/refuse', '/fail', '/help']) await workspace.as('U1').slash('C1', line);
    await workspace.nextMessage(({ text }) => text.includes('There is no such thing.'));
    await workspace.nextMessage(({ text }) => text.includes('It is logged as'));
    await workspace.nextMessage(({ text }) => text.includes('Ask in a sentence'));
    expect(refused).toEqual([]);
  });

  it('tells a fault by its id, and nothing of what went wrong', async () => {
    const { workspace, logger } = await startBot();
    await workspace.as('U1').slash('C1', '/fail');
    const message = await workspace.nextMessage(({ text }) => text.includes('It is logged as'));
    const id = /logged as (\w+)/.exec(message.text)?.[1];
    expect(JSON.stringify(message)).not.toContain('secret detail');
    expect(logger.lines.find(({ level }) => level === 'error')?.fields).toMatchObject({ faultId: id });
  });

  it('lets a person choose, and answers the choice', async () => {
    const { workspace } = await startBot();
    const person = workspace.as('U1');
    await person.slash('C1', '/choose');
    const question = await workspace.nextMessage(({ text }) => text.includes('Which one?'));
    await person.click(question, 'press:1');
    expect((await workspace.nextMessage(({ text }) => text.includes('Hello two'))).visibleTo).toBe('U1');
  });

  it('offers a button where a sentence asks for a form', async () => {
    const { workspace } = await startBot();
    const person = workspace.as('U1');
    person.say('C1', '@callboard make');
    const message = await workspace.nextMessage(({ text }) => text.includes('There is a form to fill'));
    await person.click(message, 'press:0');
    expect((await workspace.nextView('U1')).content['title']).toMatchObject({ text: 'Make a thing' });
  });

  it('goes back a page and keeps what was given', async () => {
    const { workspace } = await startBot();
    const person = workspace.as('U1');
    await person.slash('C1', '/make');
    const first = await workspace.nextView('U1');
    const [alpha] = (await person.suggest(first, 'lookup:owner', 'a')).options;
    const values = {
      'field:title': { value: { text: 'shop' } },
      'field:owner': { 'lookup:owner': { option: alpha ?? null } },
    };
    await person.submitView(first.id, values);
    const second = await workspace.nextView('U1', ({ content }) => JSON.stringify(content).includes('field:count'));
    await person.click(second, 'back', undefined, { values: { 'field:count': { value: { text: '7' } } } });
    const again = await workspace.nextView('U1', ({ content }) =>
      JSON.stringify(content).includes('"initial_value":"shop"'),
    );
    expect(JSON.stringify(again.content)).toContain('group:default/alpha');
  });

  it('opens a form whose field is narrowed by a filter of 1,000 characters, and narrows by all of it', async () => {
    const { workspace } = await startBot();
    const person = workspace.as('U1');
    await person.slash('C1', '/narrow');
    const view = await workspace.nextView('U1');
    expect((await person.suggest(view, 'lookup:owner', 'x')).options).toMatchObject([{ value: '1000' }]);
  });

  it('shows the answer to a form that changes nothing in its place, late ones too', async () => {
    const asked = Promise.withResolvers<void>();
    const seek: Command = {
      ...tell,
      name: 'seek',
      parameters: [],
      phrases: [],
      run: async ({ values: { name } }) => {
        if (name === undefined) {
          const field = { kind: 'text', name: 'name', label: 'Name', isRequired: true, isMultiline: false } as const;
          const pages = [{ id: '0', title: 'Seek', fields: [field] }] as const;
          const form = { title: 'Seek', submitLabel: 'Seek', pages };
          return { answer: { kind: 'form', form, submit: { command: 'seek', values: {} } } };
        }
        if (name === 'late') await asked.promise;
        return tellOf(String(name));
      },
    };
    const { workspace } = await startBot({ commands: [seek] });
    const person = workspace.as('U1');
    const has = (text: string) => (view: { content: object }) => JSON.stringify(view.content).includes(text);
    for (const name of ['soon', 'late']) {
      await person.slash('C1', '/seek');
      const { id } = await workspace.nextView('U1', has('field:name'));
      expect(await person.submitView(id, { 'field:name': { value: { text: name } } })).toMatchObject({
        outcome: 'updated',
      });
      if (name === 'late') {
        await workspace.nextView('U1', has('One moment'));
        asked.resolve();
      }
      const { id: shown } = await workspace.nextView('U1', has(`This is ${name}`));
      expect(shown).toBe(id);
      await person.closeView(id);
    }
  });

  it('shows a problem that only the command knows at its field, on the page that has it', async () => {
    const { workspace, made } = await startBot();
    const person = workspace.as('U1');
    await person.slash('C1', '/make');
    const view = await workspace.nextView('U1');
    const [alpha] = (await person.suggest(view, 'lookup:owner', 'a')).options;
    await person.submitView(view.id, {
      'field:title': { value: { text: 'taken' } },
      'field:owner': { 'lookup:owner': { option: alpha ?? null } },
    });
    await person.submitView(view.id, {
      'field:count': { value: { text: '1' } },
      'field:size': { value: { option: 's' } },
    });
    const shown = await workspace.nextView('U1', ({ content }) =>
      JSON.stringify(content).includes('That title is taken'),
    );
    expect(JSON.stringify(shown.content)).toContain('field:title');
    expect(made).toEqual([]);
  });

  it.each([
    ['C2', 'I am not in it. Invite me there'],
    ['C1', 'it is archived. Ask me in another channel'],
  ])('says what it may not post in %s directly to the person who asked, and why: %s', async (channel, why) => {
    const { core, workspace } = await startBot();
    await workspace.administration.archive('C1');
    const address = { surface: 'slack', kind: 'place', conversation: channel, askedBy: 'U2' } as const;
    const answer = { kind: 'card', title: 'News', lines: [], fields: [], buttons: [] } as const;
    await core.additions.surfaces.get('slack')?.post(address, answer);
    const message = await workspace.nextMessage(({ text }) => text === 'News');
    expect(message.channel).toMatch(/^D/);
    const [notice] = message.blocks ?? [];
    expect(JSON.stringify(notice)).toContain(`{"type":"channel","channel_id":"${channel}"}`);
    expect(JSON.stringify(notice)).toContain(why);
  });

  it('never lets text of the catalog become a mention, a link or markup of Slack', async () => {
    const { workspace } = await startBot();
    const notified: unknown[] = [];
    workspace.events.on('everyoneNotified', (message) => notified.push(message));
    workspace.as('U1').say('C1', '@callboard greet <!channel> <@U2> <https://evil.example|docs> &amp;');
    const message = await workspace.nextMessage(({ text }) => text.includes('Hello'));
    expect(notified).toEqual([]);
    expect(JSON.stringify(message.blocks)).not.toMatch(/mrkdwn|"type":"(?:user|link)"/);
  });

  it('refuses a forged, an old and an unsigned request with 401', async () => {
    const { origin } = await startBot({ mode: 'http' });
    const body = 'command=%2Fgreet&text=x';
    const post = (headers: Record<string, string>) =>
      fetch(`${origin}/slack/events`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      });
    const signed = (secret: string, seconds: number) => ({
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`,
    });
    const now = Math.floor(Date.now() / 1000);
    expect((await post({})).status).toBe(401);
    expect((await post(signed('another secret', now))).status).toBe(401);
    expect((await post(signed('a-signing-secret', now - 301))).status).toBe(401);
    const metrics = await (await fetch(`${origin}/metrics`)).text();
    expect(metrics).toContain('callboard_slack_requests_refused_total{reason="forged"} 3');
  });

  it('refuses a request that somebody sends again as it was, with 401', async () => {
    const { origin } = await startBot({ mode: 'http' });
    const seconds = Math.floor(Date.now() / 1000);
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c' });
    const signature = createHmac('sha256', 'a-signing-secret').update(`v0:${seconds}:${body}`).digest('hex');
    const headers = {
      'content-type': 'application/json',
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': `v0=${signature}`,
    };
    const post = async () => (await fetch(`${origin}/slack/events`, { method: 'POST', body, headers })).status;
    expect([await post(), await post()]).toEqual([200, 401]);
    const metrics = await (await fetch(`${origin}/metrics`)).text();
    expect(metrics).toContain('callboard_slack_requests_refused_total{reason="replayed"} 1');
  });

  it.each([
    ['no JSON', '{"type":', 400],
    ['a list', '[]', 400],
    ['an event without an event', '{"type":"event_callback"}', 400],
    ['an event of no type', '{"type":"event_callback","event":{}}', 400],
    ['an interaction of nobody', '{"type":"block_actions","actions":[]}', 400],
    ['an interaction without an action', '{"type":"block_actions","user":{"id":"U1"}}', 400],
    ['that events are dropped', '{"type":"app_rate_limited","team_id":"T1","minute_rate_limited":1518467820}', 200],
  ])('answers %s, and goes on', async (_, body, expected) => {
    const { origin, logger, workspace } = await startBot({ mode: 'http' });
    const seconds = Math.floor(Date.now() / 1000);
    const signature = createHmac('sha256', 'a-signing-secret').update(`v0:${seconds}:${body}`).digest('hex');
    const headers = {
      'content-type': 'application/json',
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': `v0=${signature}`,
    };
    const { status } = await fetch(`${origin}/slack/events`, { method: 'POST', body, headers });
    expect(status).toBe(expected);
    const warned = logger.lines.filter(({ level }) => level === 'warn');
    expect(warned).toHaveLength(1);
    if (expected === 400) expect(warned[0]?.fields).toHaveProperty('faultId', expect.stringMatching(/^[0-9a-f]{8}$/));
    await workspace.as('U1').slash('C1', '/greet payments');
    await workspace.nextMessage(({ text }) => text.includes('Hello payments'));
  });

  it('goes by the signature of a request, under whatever name of the bot it comes', async () => {
    const { origin } = await startBot({ mode: 'http' });
    const forwarded = request(`${origin}/slack/events`, { method: 'POST', headers: { host: 'tunnel.example' } }).end();
    const [response]: IncomingMessage[] = await once(forwarded, 'response');
    expect(response?.statusCode).toBe(401);
    response?.resume();
  });

  it('goes on without Slack when the token is refused, and says which variable to check', async () => {
    const { origin } = await startBot();
    const { core, logger, stop } = await startCore({
      plugins: [
        {
          plugin: slack,
          configuration: { botToken: 'xoxb-wrong', appToken: 'xapp-wrong', apiUrl: `${origin}/api/` },
        },
      ],
    });
    await core.open();
    await stop();
    expect(logger.lines.map(({ message }) => message).join()).toContain('check SLACK_BOT_TOKEN');
  });
});
