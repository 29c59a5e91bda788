import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { People } from '#callboard/core/identity/identity.ts';
import type { Surface } from '#callboard/core/messages/surface.ts';
import { startCore, type StartedCore } from '../../fixtures/start-core.ts';

const ada = 'user:default/ada';
const people: People = {
  findByAnnotation: (annotation, value) => (annotation === 'slack.com/user-id' && value === 'U1' ? ada : undefined),
  findByEmail: (email) => (email === 'ada@example.com' ? ada : undefined),
  findByName: (text) => (text.toLowerCase() === 'ada' || text === ada ? ada : undefined),
  isMember: (user, group) => user === ada && group === 'group:default/platform',
  emailOf: (user) => (user === 'user:default/grace' ? 'grace@example.com' : undefined),
  annotationsOf: (user) => (user === ada ? { 'slack.com/user-id': 'U1' } : {}),
};
const slack: Surface = {
  id: 'slack',
  userAnnotation: 'slack.com/user-id',
  everyoneIsAdministrator: false,
  post: async () => '',
  edit: async () => '',
  profile: async (personId) => ({ name: personId, ...(personId === 'U2' ? { email: 'ada@example.com' } : {}) }),
  findByEmail: async (email) => (email === 'grace@example.com' ? 'U7' : undefined),
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

  it('lets a link go before all else, both ways', async () => {
    const { identity } = started.core;
    await identity.link('slack', 'U3', ada);
    expect(await identity.userOf({ surface: 'slack', personId: 'U3' })).toBe(ada);
    expect(await identity.accountsOf(ada)).toEqual({ slack: 'U3' });
  });

  it('asks the platform for an account by e-mail address, where it is wanted', async () => {
    const { identity } = started.core;
    expect(await identity.accountsOf('user:default/grace')).toEqual({});
    expect(await identity.findAccounts('user:default/grace')).toEqual({ slack: 'U7' });
    expect(await identity.findAccounts(ada)).toEqual({ slack: 'U1' });
  });

  it('lets administrators link people, and nobody else', async () => {
    const { conversation } = started.core;
    const link = (personId: string, text: string) =>
      conversation.answerNow({ kind: 'sentence', id: text, asker: { surface: 'slack', personId }, address, text });
    expect((await link('U3', 'link <@U9|omar> to ada')).answer).toMatchObject({ kind: 'refusal', code: 'not-allowed' });
    expect(await link('U1', 'link <@U9|omar> to ada')).toMatchObject({ subject: ada, answer: { kind: 'card' } });
    expect(await started.core.identity.userOf({ surface: 'slack', personId: 'U9' })).toBe(ada);
    expect((await link('U1', 'link <@U9> to nobody')).answer).toMatchObject({ code: 'no-such-entity' });
  });
});
