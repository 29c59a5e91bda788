import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import type { People } from '#callboard/core/identity/identity.ts';
import type { Surface } from '#callboard/core/messages/surface.ts';
import { startCore, type StartedCore } from '../../fixtures/start-core.ts';

const ada = 'user:default/ada';
const people: People = {
  findByAnnotation: (annotation, value) => (annotation === 'slack.com/user-id' && value === 'U1' ? ada : undefined),
  findByEmail: (email) => (email === 'ada@example.com' ? ada : undefined),
  findByName: (text) => [ada, 'user:default/grace'].find((ref) => ref === text || ref.endsWith(`/${text}`)),
  isMember: (user, group) => user === ada && group === 'group:default/platform',
  emailOf: (user) => (user === 'user:default/grace' ? 'grace@example.com' : undefined),
  nameOf: (user) => (user === ada ? 'Ada Moreno' : undefined),
  annotationsOf: (user) => (user === ada ? { 'slack.com/user-id': 'U1' } : {}),
};
const slack: Surface = {
  id: 'slack',
  userAnnotation: 'slack.com/user-id',
  everyoneIsAdministrator: false,
  post: async () => '',
  edit: async () => '',
  profile: async (personId) => {
    if (personId === 'UDOWN') throw new Error('the platform is down');
    if (personId === 'UNOBODY') return undefined;
    return { name: `${personId} by name`, ...(personId === 'U2' ? { email: 'ada@example.com' } : {}) };
  },
  findByEmail: async (email) => ({ 'grace@example.com': 'U7', 'shared@example.com': 'U1' })[email],
  start: async () => undefined,
  stop: async () => undefined,
};
const address = { surface: 'slack', kind: 'person', personId: 'U1' } as const;

let started: StartedCore;
beforeEach(async () => {
  const plugin = {
    id: 'slack-double',
    kind: 'standalone',
    setup: (context: { addSurface: (surface: Surface) => void }) => context.addSurface(slack),
  } as const;
  started = await startCore({ plugins: [{ plugin, configuration: {} }], administrators: ['group:default/platform'] });
  started.core.identity.usePeople(people);
});
afterEach(() => started.stop());

describe('who is who', () => {
  it('knows a person by annotation, else by e-mail address, else not', async () => {
    const { identity } = started.core;
    expect(await identity.userOf({ surface: 'slack', personId: 'U1' })).toBe(ada);
    expect(await identity.userOf({ surface: 'slack', personId: 'U2' })).toBe(ada);
    expect(await identity.userOf({ surface: 'slack', personId: 'U3' })).toBeUndefined();
  });

  it('names an asker as the catalog does, without asking the platform who they are', async () => {
    const { identity } = started.core;
    const nameOf = async (personId: string) =>
      (await identity.named({ surface: 'slack', personId, name: 'handle' })).name;
    expect(await nameOf('U1')).toBe('Ada Moreno');
    expect(await nameOf('U2')).toBe('handle');
    await identity.userOf({ surface: 'slack', personId: 'U2' });
    expect(await nameOf('U2')).toBe('Ada Moreno');
    expect(await nameOf('U3')).toBe('handle');
    await identity.link('slack', 'U3', ada);
    expect(await nameOf('U3')).toBe('Ada Moreno');
  });

  it('tells who shared an answer by the name that the catalog has for them', async () => {
    const asker = { surface: 'slack', personId: 'U1', name: 'handle' };
    const press = { command: 'help', values: {}, seen: 'by-everyone' } as const;
    const shared = await started.core.conversation.answerNow({ kind: 'press', id: 'share', asker, address, press });
    expect(shared.frame?.note).toMatchObject(['Shared by ', { name: 'Ada Moreno' }]);
  });

  it('lets a link go before all else, both ways', async () => {
    const { identity } = started.core;
    await identity.link('slack', 'U3', ada);
    expect(await identity.userOf({ surface: 'slack', personId: 'U3' })).toBe(ada);
    expect(await identity.accountsOf(ada)).toEqual({ slack: 'U3' });
  });

  it('reaches nobody by an account that a link gives to somebody else', async () => {
    const { identity } = started.core;
    await identity.link('slack', 'U1', 'user:default/grace');
    expect(await identity.accountsOf(ada)).toEqual({});
    expect(await identity.findAccounts(ada)).toEqual({});
    await identity.link('slack', 'U7', ada);
    await identity.unlink('slack', 'U1');
    expect(await identity.accountsOf('user:default/grace')).toEqual({});
    expect(await identity.findAccounts('user:default/grace')).toEqual({});
  });

  it('reaches nobody by an account that the catalog says is somebody else: who it is when it asks', async () => {
    const { identity } = started.core;
    identity.usePeople({
      ...people,
      emailOf: () => 'shared@example.com',
      annotationsOf: () => ({ 'slack.com/user-id': 'U1' }),
    });
    expect(await identity.accountsOf('user:default/grace')).toEqual({});
    expect(await identity.findAccounts('user:default/grace')).toEqual({});
    expect(await identity.accountsOf(ada)).toEqual({ slack: 'U1' });
  });

  it('asks the platform for an account by e-mail address, where it is wanted', async () => {
    const { identity } = started.core;
    expect(await identity.accountsOf('user:default/grace')).toEqual({});
    expect(await identity.findAccounts('user:default/grace')).toEqual({ slack: 'U7' });
    expect(await identity.findAccounts(ada)).toEqual({ slack: 'U1' });
  });
});

describe('link', () => {
  const say = (personId: string, text: string) =>
    started.core.conversation.answerNow({
      kind: 'sentence',
      id: text,
      asker: { surface: 'slack', personId },
      address,
      text,
    });
  /** What an administrator is answered, as text. */
  const told = async (text: string) => toPlainText((await say('U1', text)).answer);
  const userOf = (personId: string) => started.core.identity.userOf({ surface: 'slack', personId });

  it('is for administrators, and nobody else', async () => {
    expect((await say('U3', 'link <@U9|omar> to ada')).answer).toMatchObject({ kind: 'refusal', code: 'not-allowed' });
    expect(await userOf('U9')).toBeUndefined();
    expect(await say('U1', 'link <@U9|omar> to ada')).toMatchObject({ subject: ada, answer: { kind: 'card' } });
    expect(await userOf('U9')).toBe(ada);
  });

  it.each(['<@U9>', '<@U9|omar>', 'U9', '@U9'])('takes a mention or an id: %s', async (person) => {
    expect(await told(`link ${person} to user:default/grace`)).toBe('U9 by name is user:default/grace from now on.');
    expect(await userOf('U9')).toBe('user:default/grace');
  });

  it('refuses an id that nobody has, one that the platform does not tell of, and a user that is none', async () => {
    expect((await say('U1', 'link UNOBODY to ada')).answer).toMatchObject({ kind: 'refusal', code: 'no-such-person' });
    expect(await told('link UNOBODY to ada')).toContain('Nobody here has the id UNOBODY.');
    expect((await say('U1', 'link UDOWN to ada')).answer).toMatchObject({ kind: 'refusal', code: 'platform-silent' });
    expect((await say('U1', 'link U9 to nobody')).answer).toMatchObject({ code: 'no-such-entity' });
    expect(await userOf('UNOBODY')).toBeUndefined();
  });

  it('says what of the catalog it goes before', async () => {
    expect(await told('link U9 to ada')).toContain(
      'This goes before the catalog, where user:default/ada has the account U1 (slack.com/user-id).',
    );
    expect(await told('link U1 to grace')).toContain(
      'This goes before the catalog, where user:default/ada has this account (slack.com/user-id).',
    );
  });

  it.each(['unlink <@U1>', 'link <@U1> remove'])('is taken back, and the catalog holds again: %s', async (text) => {
    await started.core.identity.link('slack', 'U1', 'user:default/grace');
    expect(await userOf('U1')).toBe('user:default/grace');
    await started.core.identity.link('slack', 'U2', ada);
    const { answer } = await say('U2', text);
    expect(toPlainText(answer)).toBe(
      'U1 by name is no longer linked to user:default/grace.\nThe catalog says that they are user:default/ada.',
    );
    expect(await userOf('U1')).toBe(ada);
  });

  it('of somebody who is not linked is not taken back, which is said', async () => {
    expect(await told('unlink U9')).toBe(
      'U9 by name is not linked to anybody.\nThe catalog does not say who they are.',
    );
  });

  it('is not for the command line, which has no accounts', async () => {
    const asker = { surface: 'terminal', personId: 'ada' };
    const text = 'link U9 to ada';
    const { answer } = await started.core.conversation.answerNow({ kind: 'sentence', id: '1', asker, address, text });
    expect(answer).toMatchObject({ kind: 'refusal', code: 'no-accounts-here' });
  });
});
