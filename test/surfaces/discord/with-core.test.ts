import { InteractionResponseType } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applicationCommands } from '#callboard/surfaces/discord/manifest.ts';
import discordPlugin from '#callboard/surfaces/discord/discord-plugin.ts';
import { bindable } from '../../fixtures/bindable.ts';
import { createChanging, look } from '../../fixtures/changing-form.ts';
import { startDiscordDouble } from '../../fixtures/discord/discord-double.ts';
import type { DiscordDouble } from '../../fixtures/discord/discord-double.ts';
import { at, buttonId, buttonsOf, inputsOf, isPrivate, selectsOf, textOf } from '../../fixtures/discord/shown.ts';
import { people as accounts, places } from '../../fixtures/discord/world.ts';
import {
  confirm,
  createMake,
  fail,
  greet,
  lengths,
  many,
  narrow,
  people,
  refuse,
} from '../../fixtures/sample-commands.ts';
import { startCore } from '../../fixtures/start-core.ts';
import type { StartedCore } from '../../fixtures/start-core.ts';

const mention = `<@${accounts.bot.id}>`;

describe('Discord on a real core and database', () => {
  let discord: DiscordDouble;
  let started: StartedCore;
  let made: object[];

  beforeEach(async () => {
    made = [];
    const commands = [greet, confirm, many, refuse, fail, createMake(made), narrow, createChanging(made), look];
    discord = await startDiscordDouble(() => new Date(), applicationCommands(commands));
    const configuration = { token: discord.token, apiUrl: discord.url };
    const plugins = [
      { plugin: bindable, configuration: {} },
      { plugin: discordPlugin, configuration },
    ];
    started = await startCore({ commands, lookups: { people, lengths }, plugins });
    await started.core.start();
    await started.core.open();
    await discord.request(({ path }) => path.endsWith('/commands'));
  });

  afterEach(async () => {
    await started.stop();
    await discord.stop();
    expect(discord.problems).toEqual([]);
  });

  it('a question and a sentence get the same answer', async () => {
    const shown = await discord.slash('greet', { name: 'payments' }).shown();
    discord.say(`${mention} greet payments`);
    const { body } = await discord.request(({ path }) => path === `/channels/${places.channel.id}/messages`);
    expect(textOf(shown)).toContain('### Hello **payments**');
    expect(textOf(body)).toBe(textOf(shown));
    const again = await discord.press(shown, buttonId(shown, 'Again')).shown();
    expect(textOf(again)).toContain('### Hello **again**');
  });

  it('a long answer is turned page by page in its place, as the one who asked alone sees it', async () => {
    const first = await discord.slash('many').shown();
    expect(textOf(first)).toMatch(/- thing 10\n-# Page 1 of 3$/u);
    const turned = discord.press(first, buttonId(first, 'Next'));
    expect((await turned.response()).type).toBe(InteractionResponseType.DeferredMessageUpdate);
    const edit = await discord.request(({ method, body }) => method === 'PATCH' && textOf(body).includes('thing 11'));
    const second = await turned.shown();
    expect(edit.path).toMatch(/messages\/@original$/u);
    expect(textOf(second)).toMatch(/- thing 11\n(.*\n)*-# Page 2 of 3$/u);
    expect(buttonsOf(second).map(({ label }) => label)).toEqual(['Earlier', 'Next', 'Share']);
  });

  it('a channel that is bound answers without a name, for whoever asks there; its button unbinds it', async () => {
    const said = async (text: string, shown: string) => {
      discord.say(`${mention} ${text}`);
      const path = `/channels/${places.channel.id}/messages`;
      return (await discord.request((sent) => sent.path === path && textOf(sent.body).includes(shown))).body;
    };
    await said('bind payments', 'bound this channel to **payments**');
    await said('who-owns', 'is owned by **team-a**');
    const told = await said('bind', 'This channel is bound to **payments**');
    discord.press(told, buttonId(told, 'Unbind'));
    await discord.request(({ body }) => textOf(body).includes('Ada Lovelace unbound this channel from **payments**'));
    await said('bind', 'This channel is bound to nothing');
  });

  it('what one person alone sees is shown to everyone by Share, which names who shared it', async () => {
    const asked = await discord.slash('greet', { name: 'payments' }).shown();
    expect(isPrivate(asked)).toBe(true);
    const shared = await discord.press(asked, buttonId(asked, 'Share')).shown();
    expect(isPrivate(shared)).toBe(false);
    expect(textOf(shared)).toContain(`-# Shared by <@${accounts.ada.id}>`);
    expect(shared['allowed_mentions']).toMatchObject({ parse: [], users: [] });
    expect(buttonsOf(shared).map(({ label }) => label)).not.toContain('Share');
  });

  it('a question that a button answers loses its buttons, and says what came of it; a "no" stands beside it', async () => {
    const question = await discord.slash('confirm').shown();
    const refused = discord.press(question, buttonId(question, 'Do it not'));
    expect((await refused.response()).type).toBe(InteractionResponseType.DeferredMessageUpdate);
    const told = await refused.followUp();
    expect([textOf(told), isPrivate(told)]).toEqual(['It is not to be had.\nDo it.', true]);
    const pressed = discord.press(question, buttonId(question, 'Do it'));
    expect((await pressed.response()).type).toBe(InteractionResponseType.DeferredMessageUpdate);
    const edit = await discord.request(({ method, body }) => method === 'PATCH' && textOf(body).includes('It is done'));
    expect(edit.path).toMatch(/messages\/@original$/u);
    expect(buttonsOf(await pressed.shown())).toEqual([]);
  });

  it('a page that is kept no longer is told beside the message, to the one who pressed', async () => {
    const first = await discord.slash('many').shown();
    const records = started.store.records.namespace('answer-pages');
    for (const key of (await records.all()).keys()) await records.remove(key);
    const pressed = discord.press(first, buttonId(first, 'Next'));
    const told = await pressed.followUp();
    expect(textOf(told)).toContain('not kept any more');
    expect(isPrivate(told)).toBe(true);
  });

  it('a refusal says what to do, a fault only its number', async () => {
    expect(textOf(await discord.slash('refuse').shown())).toBe('There is no such thing.\nAsk for another.');
    expect(textOf(await discord.slash('fail').shown())).not.toContain('secret');
  });

  it('a form of two pages is filled, and what it made is told to the one who filled it', async () => {
    const asked = discord.slash('make');
    const { data: modal } = await asked.response();
    const wrong = await discord.submit(modal, at(modal, { 0: 'Shop', 1: 'alpha' })).shown();
    expect(textOf(wrong)).toContain('**Title**: Use lower case letters');
    const again = await discord.press(wrong, buttonId(wrong, 'Edit')).response();
    const next = await discord.submit(again.data, at(again.data, { 0: 'shop', 1: 'alpha' }), wrong).shown();
    const second = await discord.press(next, buttonId(next, 'Continue (2/2)')).response();
    const review = await discord.submit(second.data, at(second.data, { 0: '3', 1: '1', 2: true }), next).shown();
    expect(textOf(review)).toContain('- Size: Large\n- Public: Yes');
    const done = await discord.press(review, buttonId(review, 'Make it')).shown();
    expect(textOf(done)).toContain('submitted');
    expect(textOf(await asked.followUp())).toBe('### Made shop');
    expect(made).toEqual([{ title: 'shop', owner: 'group:default/alpha', count: 3, size: 'l', public: true }]);
  });

  it('a field that is narrowed by a filter of 1,000 characters is narrowed by all of it, and its form is answered at once', async () => {
    const invited = await discord.slash('narrow').shown();
    const opened = await discord.press(invited, buttonId(invited, 'Fill in')).response();
    const done = await discord.submit(opened.data, at(opened.data, { 0: '1000' })).shown();
    expect(textOf(done)).toContain('### Hello');
  });

  it('a form whose fields come and go asks for them next, and has its lists between the modals', async () => {
    const { data: modal } = await discord.slash('change').response();
    const painted = await discord.submit(modal, at(modal, { 0: '1', 1: 'hunter2' })).shown();
    expect(textOf(painted)).toBe('**Thing**, next: kind, colour, Token');
    const again = await discord.press(painted, buttonId(painted, 'Continue (1/2)')).response();
    expect(inputsOf(again.data).map(({ input }) => [input['required'], input['value']])).toEqual([
      [true, undefined],
      [true, undefined],
      [false, undefined],
    ]);
    const list = await discord.submit(again.data, at(again.data, { 0: '1', 1: 'red', 2: '' }), painted).shown();
    expect(textOf(list)).toBe('**Thing**: Ports\nNone so far.');
    const empty = await discord.press(list, buttonId(list, 'Go on (2/2)')).shown();
    expect(textOf(empty)).toContain('- **Ports**: Ports is needed');
    const back = await discord.press(empty, buttonId(empty, 'Edit')).shown();
    const added = await discord.press(back, buttonId(back, 'Add one')).shown();
    const item = await discord.press(added, buttonId(added, 'Continue (1/1)')).response();
    expect(item.data['title']).toBe('Port 0');
    const listed = await discord.submit(item.data, at(item.data, { 0: 'http' }), added).shown();
    expect(textOf(listed)).toBe('**Thing**: Ports\n- Port 0');
    const [change] = selectsOf(listed);
    const opened = await discord.select(listed, change?.id ?? '', '0').shown();
    const edited = await discord.press(opened, buttonId(opened, 'Continue (1/1)')).response();
    expect(inputsOf(edited.data)[0]?.input['value']).toBe('http');
    const kept = await discord.submit(edited.data, at(edited.data, { 0: 'https' }), opened).shown();
    const review = await discord.press(kept, buttonId(kept, 'Go on (2/2)')).shown();
    expect(textOf(review)).toContain('- Token: ••••••');
    expect(textOf(review)).toContain('- Ports 1 › ports.0.name: https');
    const previewed = await discord.press(review, buttonId(review, 'Preview')).shown();
    expect([textOf(previewed), isPrivate(previewed)]).toEqual([expect.stringContaining('### Would be'), true]);
    expect(textOf(await discord.press(review, buttonId(review, 'Make')).shown())).toContain('submitted');
    await discord.request(({ path, body }) => path.startsWith('/webhooks/') && textOf(body).includes('Changed'));
    expect(made).toEqual([
      {
        kind: 'paint',
        colour: 'red',
        token: expect.stringMatching(/^sealed:1:/),
        ports: ['0'],
        'ports.0.name': 'https',
      },
    ]);
    expect(JSON.stringify(discord.requests)).not.toContain('hunter2');
  });

  it('what changes something is answered in the place of its acknowledgement', async () => {
    expect(textOf(await discord.slash('make', { title: 'shop' }).shown())).toBe('### Made shop');
  });
});
