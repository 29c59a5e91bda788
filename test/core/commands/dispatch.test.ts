import { afterEach, describe, expect, it, test } from 'vitest';
import type { Press } from '#callboard/core/answers/answer.ts';
import type { Said } from '#callboard/core/commands/conversation.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import type { OutgoingMessage } from '#callboard/core/messages/outbox.ts';
import type { Surface } from '#callboard/core/messages/surface.ts';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import { createMake, fail, form, greet, people, refuse } from '../../fixtures/sample-commands.ts';
import { startCore, type StartedCore } from '../../fixtures/start-core.ts';

const running: StartedCore[] = [];
afterEach(async () => {
  for (const { stop } of running.splice(0)) await stop();
});

const asker = { surface: 'test', personId: 'P1' };
const address: Address = { surface: 'test', kind: 'person', personId: 'P1' };
const press = (asked: Press, id = 'event-1'): Said => ({ kind: 'press', id, asker, address, press: asked });
const sentence = (text: string): Said => ({ kind: 'sentence', id: 'event-1', asker, address, text });

/** A core with a surface that keeps what is posted to it. */
async function startBot() {
  const made: object[] = [];
  const posted: OutgoingMessage['answer'][] = [];
  let tell: () => void = () => undefined;
  const surface: Surface = {
    id: 'test',
    userAnnotation: 'test/user',
    everyoneIsAdministrator: false,
    post: async (_to, answer) => {
      posted.push(answer);
      tell();
      return String(posted.length);
    },
    edit: async (at) => at,
    profile: async () => undefined,
    findByEmail: async () => undefined,
    start: async () => undefined,
    stop: async () => undefined,
  };
  const plugin: Plugin = { id: 'test-surface', kind: 'standalone', setup: (context) => context.addSurface(surface) };
  const started = await startCore({
    commands: [greet, refuse, fail, createMake(made)],
    lookups: { people },
    plugins: [{ plugin, configuration: {} }],
  });
  running.push(started);
  const nextPost = () =>
    new Promise<void>((resolve) => {
      tell = resolve;
    });
  return { ...started, made, posted, nextPost, conversation: started.core.conversation };
}

describe('a command that is misspelt', () => {
  it.each<Said>([sentence('gret'), { kind: 'command', id: 'event-1', asker, address, command: 'greeet', text: '' }])(
    'is told with the nearest, how it is used and an example',
    async (said) => {
      const { conversation } = await startBot();
      expect((await conversation.answerNow(said)).answer).toMatchObject({
        code: 'not-understood',
        hint: 'Did you mean /greet [name]? For example: greet something',
      });
    },
  );

  it.each<Said>([sentence('lnik'), { kind: 'command', id: 'event-1', asker, address, command: 'lnik', text: '' }])(
    'is told with one that is for administrators to them alone',
    async (said) => {
      const { conversation } = await startBot();
      const refused = (await conversation.answerNow(said)).answer;
      expect(refused).toMatchObject({ code: 'not-understood', hint: expect.not.stringContaining('/link') });
      const taken = await conversation.take(said);
      if (taken.kind !== 'reply') throw new Error('it was kept');
      expect((await taken.answer()).answer).toEqual(refused);
      const administrator = { surface: 'terminal', personId: 'ada' };
      const { answer } = await conversation.answerNow({ ...said, asker: administrator });
      expect(answer).toMatchObject({ hint: expect.stringContaining('Did you mean /link <person> <user>?') });
    },
  );

  it('is suggested by the help too, which tells nobody of what they may not do', async () => {
    const { conversation } = await startBot();
    const { answer } = await conversation.answerNow(sentence('help gret'));
    expect(answer).toMatchObject({ hint: expect.stringContaining('Did you mean /greet [name]?') });
    const all = (await conversation.answerNow(sentence('help'))).answer;
    expect(JSON.stringify(all)).toContain('/greet [name]');
    expect(JSON.stringify(all)).not.toContain('/link');
  });
});

test.each(['', 'hello', 'Hi!', 'thanks'])('“%s”, which asks nothing, is answered with the help', async (text) => {
  const { conversation } = await startBot();
  expect(await conversation.answerNow(sentence(text))).toMatchObject({ command: 'help', answer: { kind: 'list' } });
});

describe('a question', () => {
  it.each(['constructor', '__proto__', 'what is hasOwnProperty'])(
    'of words that every object of JavaScript has is answered like any other: %s',
    async (text) => {
      const { conversation } = await startBot();
      const { answer } = await conversation.answerNow(sentence(`greet ${text}`));
      expect(answer.kind).toBe('card');
      expect((await conversation.answerNow(sentence(text))).answer).toMatchObject({ code: 'not-understood' });
    },
  );

  it('of 2,000 characters is read, and one of more is refused', async () => {
    const { conversation } = await startBot();
    const long = `greet ${'4 '.repeat(997)}`.trim();
    expect((await conversation.answerNow(sentence(long.padEnd(2000, 'x')))).answer.kind).toBe('card');
    const { answer } = await conversation.answerNow(sentence(long.padEnd(2001, 'x')));
    expect(answer).toMatchObject({ kind: 'refusal', code: 'too-long' });
  });

  it('is answered with what it is about', async () => {
    const { conversation } = await startBot();
    const taken = await conversation.take(sentence('greet payments'));
    if (taken.kind !== 'reply') throw new Error('it was kept');
    expect(await taken.answer()).toMatchObject({
      command: 'greet',
      subject: 'component:default/payments',
      answer: { kind: 'card' },
    });
  });

  it('that nobody understands is answered with what can be asked', async () => {
    const { conversation } = await startBot();
    expect(await conversation.answerNow(sentence('the weather'))).toMatchObject({
      command: undefined,
      answer: { kind: 'refusal', code: 'not-understood' },
    });
  });

  it('without the name it needs is told how to put it', async () => {
    const { conversation, core } = await startBot();
    core.additions.commands.set('greet', {
      ...greet,
      parameters: [{ name: 'name', description: 'Whom to greet', isRequired: true }],
    });
    const { answer } = await conversation.answerNow({
      kind: 'command',
      id: '1',
      asker,
      address,
      command: 'greet',
      text: '',
    });
    expect(answer).toMatchObject({ code: 'missing-value', message: 'greet needs a name: whom to greet.' });
    expect(answer).toHaveProperty('hint', expect.stringContaining('/greet <name>'));
  });

  it('that is refused carries reason and remedy; a fault carries its id alone', async () => {
    const { conversation, logger } = await startBot();
    expect((await conversation.answerNow(sentence('refuse'))).answer).toEqual({
      kind: 'refusal',
      code: 'no-such-thing',
      message: 'There is no such thing.',
      hint: 'Ask for another.',
    });
    const { answer } = await conversation.answerNow(sentence('fail'));
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(JSON.stringify(answer)).toMatch(/logged as [0-9a-f]{8}/);
    expect(logger.lines.map(({ message }) => message)).toEqual(['a command failed']);
  });
});

describe('what changes something', () => {
  const made = { title: 'shop', owner: 'group:default/a' };

  it('is a row before it is acknowledged, and is done when the bot comes back', async () => {
    const { conversation, core, made: things, posted, nextPost, store } = await startBot();
    expect(await conversation.take(press({ command: 'make', values: made }))).toEqual({
      kind: 'kept',
      command: 'make',
    });
    expect(things).toEqual([]);
    const isPosted = nextPost();
    await core.start();
    await core.open();
    await isPosted;
    expect(things).toEqual([made]);
    expect(posted).toMatchObject([{ kind: 'card', title: 'Made shop' }]);
    expect(await store.work.add({ key: 'another', kind: 'none', payload: null, dueAt: new Date() })).toBe(true);
  });

  it('is done once, although the platform delivers its event twice', async () => {
    const { conversation, core, made: things, nextPost } = await startBot();
    await conversation.take(press({ command: 'make', values: made }));
    await conversation.take(press({ command: 'make', values: made }));
    const isPosted = nextPost();
    await core.start();
    await core.open();
    await isPosted;
    await core.stop();
    expect(things).toHaveLength(1);
  });

  it('is refused at once where its values are wrong, and not kept', async () => {
    const { conversation } = await startBot();
    const taken = await conversation.take(press({ command: 'make', values: { title: 'taken' } }));
    if (taken.kind !== 'reply') throw new Error('it was kept');
    expect((await taken.answer()).answer).toMatchObject({
      kind: 'refusal',
      message: 'That title is taken.',
      hint: 'Ask again with other values.',
    });
  });
});

describe('a form', () => {
  const submit = { command: 'make', values: {} };

  it('is taken page by page, and kept once, however often it is submitted', async () => {
    const { conversation, core, made, nextPost } = await startBot();
    const { id } = await conversation.openForm({ kind: 'form', form, submit }, asker, address);
    const first = await conversation.submitPage(id, asker, { title: 'shop', owner: 'group:default/a' });
    expect(first).toMatchObject({ kind: 'next-page', draft: { page: { id: '1' } } });
    const last = { count: '2', size: 's' };
    expect(await conversation.submitPage(id, asker, last)).toMatchObject({
      kind: 'next-page',
      draft: {
        at: 'review',
        parts: [
          {
            title: 'The thing',
            lines: [
              { label: 'Title', value: 'shop' },
              { label: 'Owner', value: 'group:default/a' },
            ],
          },
          {
            title: 'More of it',
            lines: [{ label: 'Count', value: '2' }, { label: 'Size', value: 'Small' }, { value: 'No' }],
          },
        ],
      },
    });
    const both = await Promise.all([conversation.submitPage(id, asker, {}), conversation.submitPage(id, asker, {})]);
    expect(both.map(({ kind }) => kind)).toContain('kept');
    expect((await conversation.submitPage(id, asker, {})).kind).toBe('gone');
    const isPosted = nextPost();
    await core.start();
    await core.open();
    await isPosted;
    await core.stop();
    expect(made).toEqual([{ title: 'shop', owner: 'group:default/a', count: 2, size: 's', public: false }]);
  });

  it('is nobody else’s', async () => {
    const { conversation } = await startBot();
    const { id } = await conversation.openForm({ kind: 'form', form, submit }, asker, address);
    expect((await conversation.submitPage(id, { ...asker, personId: 'P2' }, {})).kind).toBe('gone');
    expect(await conversation.draft(id, { ...asker, personId: 'P2' })).toBeUndefined();
  });

  it('goes back to the page that has the problem', async () => {
    const { conversation } = await startBot();
    const { id } = await conversation.openForm({ kind: 'form', form, submit }, asker, address);
    await conversation.submitPage(id, asker, { title: 'taken', owner: 'group:default/a' });
    expect(await conversation.submitPage(id, asker, { count: '2', size: 's' })).toMatchObject({
      kind: 'problems',
      draft: { page: { id: '0' } },
      problems: [{ field: 'title', message: 'That title is taken' }],
    });
  });
});
