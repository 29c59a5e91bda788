import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createDepends } from '#callboard/catalog/commands/depends.ts';
import { createFind } from '#callboard/catalog/commands/find.ts';
import { createShow } from '#callboard/catalog/commands/show.ts';
import { createWhereIs } from '#callboard/catalog/commands/where-is.ts';
import { createWhoOwns } from '#callboard/catalog/commands/who-owns.ts';
import { createWhoOwnsThis } from '#callboard/catalog/commands/who-owns-this.ts';
import type { Directory } from '#callboard/catalog/directory.ts';
import type { OwnerNote } from '#callboard/catalog/extension-point.ts';
import type { Answer, PersonSpan } from '#callboard/core/answers/answer.ts';
import { spansOf, toPlainText } from '#callboard/core/answers/plain-text.ts';
import type { Command, Reply } from '#callboard/core/commands/command.ts';
import { readSentence } from '#callboard/core/commands/read-sentence.ts';
import { createDirectory } from '#callboard/catalog/directory-in-memory.ts';
import { loadDirectory } from '../../bench/load-directory.ts';
import { buildDirectory, type EntityParts } from './entity-builder.ts';

const examples = join(import.meta.dirname, '../../examples');

function commandsOn(directory: Directory, ownerNotes: readonly OwnerNote[] = []): readonly Command[] {
  const accountsOf = async (ref: string) => ({ slack: `account of ${ref}` });
  const context = { directory, accountsOf, ownerNotes, entityNotes: [] };
  return [
    createWhoOwns(context),
    createWhoOwnsThis(context),
    createWhereIs(context),
    createFind(context),
    createShow(context),
    createDepends(context),
  ];
}

async function ask(text: string, commands: readonly Command[]): Promise<Reply & { readonly command: string }> {
  const understood = readSentence(text, commands);
  if (!understood) throw new Error(`nothing understands: ${text}`);
  const { command, values } = understood;
  const asker = { surface: 'terminal', personId: 'ada' };
  const address = { surface: 'terminal', kind: 'person', personId: 'ada' } as const;
  const reply = await command.run({ id: '1', command: command.name, values, asker, address });
  return { ...reply, command: command.name };
}

const askOf = (entities: readonly EntityParts[], text: string, ownerNotes: readonly OwnerNote[] = []) =>
  ask(text, commandsOn(buildDirectory(entities), ownerNotes));

const fieldsOf = (answer: Answer): Readonly<Record<string, string>> =>
  answer.kind === 'card'
    ? Object.fromEntries(
        answer.fields.map(({ label, value }) => [
          label,
          toPlainText({ ...answer, title: value, lines: [], fields: [], buttons: [] }),
        ]),
      )
    : {};

describe('over the example company', () => {
  let directory = createDirectory();
  beforeAll(async () => {
    directory = await loadDirectory(examples);
  });

  test.each([
    ['who owns paymnts', 'who-owns', 'component:default/payments'],
    ['who owns the payments service?', 'who-owns', 'component:default/payments'],
    ["who's responsible for billing", 'who-owns', 'component:default/billing'],
    ['who is responsible for product search?', 'who-owns', 'component:default/product-search'],
    ['who maintains order-service', 'who-owns', 'component:default/order-service'],
    ['whose is the ledger export', 'who-owns', 'component:default/ledger-export'],
    ['whose service is notifications?', 'who-owns', 'component:default/notifications'],
    ['which team owns checkout?', 'who-owns', 'component:default/checkout-web'],
    ['which team is responsible for the search api', 'who-owns', 'api:default/search-api'],
    ['what team runs accounts', 'who-owns', 'component:default/accounts'],
    ['who looks after the deploy bot', 'who-owns', 'component:default/deploy-bot'],
    ['who should I ask about billing-db?', 'who-owns', 'resource:default/billing-db'],
    ['who does the design system belong to', 'who-owns', 'component:default/design-system'],
    ['what is the owner of ordering', 'who-owns', 'system:default/ordering'],
    ['owner of payments api', 'who-owns', 'api:default/payments-api'],
    ['hey, can you tell me who owns notifcations please?', 'who-owns', 'component:default/notifications'],
    ['who owns team payments', 'who-owns', 'group:default/team-payments'],
    ['/who-owns paymnts', 'who-owns', 'component:default/payments'],
    ['where is the API for billing?', 'where-is', 'api:default/billing-api'],
    ['where is the billing API?', 'where-is', 'api:default/billing-api'],
    ["where's the api of orders", 'where-is', 'api:default/orders-api'],
    ['show me the api for payments', 'where-is', 'api:default/payments-api'],
    ['where can I find the openapi spec for payments', 'where-is', 'api:default/payments-api'],
    ['where is the api of the search team?', 'where-is', 'api:default/search-api'],
    ['where are the docs of product search?', 'where-is', 'component:default/product-search'],
    ['where are the product search docs?', 'where-is', 'component:default/product-search'],
    ['where is the documentation for accounts', 'where-is', 'component:default/accounts'],
    ['where is the code for checkout', 'where-is', 'component:default/checkout-web'],
    ['what is the repo of recommendations', 'where-is', 'component:default/recommendations'],
    ['give me the runbook for payments', 'where-is', 'component:default/payments'],
    ["where is billing's repo", 'where-is', 'component:default/billing'],
    ['where does notifications live?', 'where-is', 'component:default/notifications'],
    ['where-is billing api', 'where-is', 'api:default/billing-api'],
    ['show me payments', 'show', 'component:default/payments'],
    ['show orders', 'show', 'component:default/order-service'],
    ['what is the ledger export?', 'show', 'component:default/ledger-export'],
    ['tell me about discovery', 'show', 'system:default/discovery'],
    ['what does notifications do?', 'show', 'component:default/notifications'],
    ['who is Ada Moreno?', 'show', 'user:default/ada.moreno'],
    ['describe the shop domain', 'show', 'domain:default/shop'],
    ['find invoices', 'find', undefined],
    ['list the deprecated services', 'find', undefined],
    ['which services are deprecated?', 'find', undefined],
    ['runbook for payments', 'where-is', 'component:default/payments'],
    ['where does the code of billing live', 'where-is', 'component:default/billing'],
    ['does anything depend on billing?', 'depends', 'component:default/billing'],
    ['who can help me with billing', 'who-owns', 'component:default/billing'],
    ['what does ada moreno work on', 'find', 'user:default/ada.moreno'],
    ['how many apis does the payments team have', 'find', 'group:default/team-payments'],
    ['search for pdf', 'find', 'resource:default/invoice-archive'],
    ["I'm looking for kubernetes", 'find', 'resource:default/production-cluster'],
    ['recommendatons', 'find', 'component:default/recommendations'],
  ])('“%s” is answered by %s about %s', async (text, command, subject) => {
    const reply = await ask(text, commandsOn(directory));
    expect([reply.command, reply.subject]).toEqual([command, subject]);
  });

  test('a word for where things stand narrows a list of them', async () => {
    expect((await ask('which services are in production', commandsOn(directory))).answer).toMatchObject({
      title: expect.stringMatching(/^The catalog has \d+ production services/),
    });
    for (const text of ['list the deprecated services', 'which services are deprecated?']) {
      const { answer } = await ask(text, commandsOn(directory));
      expect(toPlainText(answer)).toMatch(/^The catalog has 1 deprecated service\n. Ledger export /);
    }
  });

  test('a tag narrows a list, and so does a kind that a plugin added', async () => {
    const entities = [
      { name: 'snake', metadata: { tags: ['python'] }, spec: { owner: 'team-a' } },
      { name: 'cup', metadata: { tags: ['java'] }, spec: { owner: 'team-a' } },
      { kind: 'Group', name: 'team-a' },
      { kind: 'Playbook', name: 'outage' },
    ];
    const asked = async (text: string) => toPlainText((await askOf(entities, text)).answer);
    for (const text of ['python services of team-a', 'services tagged python', 'which services are tagged python']) {
      expect(await asked(text)).toMatch(/1 python service\n. snake /);
    }
    expect(await asked('list playbooks')).toMatch(/^The catalog has 1 playbook\n. outage /);
  });

  test('who owns something tells team, lead, members, channel, repository and links', async () => {
    const { answer } = await ask('who owns payments', commandsOn(directory));
    expect(toPlainText(answer).split('\n')[0]).toBe('Payments (Component) is owned by Payments team');
    expect(fieldsOf(answer)).toMatchObject({
      Lead: 'Ada Moreno',
      Members: 'Ada Moreno, Ben Okafor',
      Channel: '#payments',
      Repository: 'github.com/brightwave/payments (https://github.com/brightwave/payments)',
      Links: expect.stringContaining('Runbook (https://runbooks.brightwave.example/payments)'),
    });
  });

  test('where an API is tells its definition, docs, provider and repository', async () => {
    const { answer } = await ask('where is the API for billing?', commandsOn(directory));
    expect(fieldsOf(answer)).toMatchObject({
      Definition: 'OpenAPI 3.1.0, Billing 2.1.0, in examples/commerce.yaml',
      Docs: 'Docs (https://docs.brightwave.example/apis/billing-api)',
      'Provided by': 'Billing component:default/billing',
      Repository: 'github.com/brightwave/billing (https://github.com/brightwave/billing)',
    });
  });

  test.each(['who owns spaceship', 'where is the API for teleport', 'show me zzz', 'find quantum flux'])(
    'something absent is refused: %s',
    async (text) => {
      await expect(ask(text, commandsOn(directory))).rejects.toMatchObject({ code: 'no-such-entity' });
    },
  );
});

describe('who owns something', () => {
  const group = { kind: 'Group', name: 'team-a' };

  test('shows people by their accounts, without notifying them', async () => {
    const user = { kind: 'User', name: 'ada', spec: { memberOf: ['team-a'] } };
    const { answer } = await askOf([{ name: 'payments' }, group, user], 'who owns payments');
    const spans = answer.kind === 'card' ? answer.fields.flatMap(({ value }) => spansOf(value)) : [];
    const people = spans.filter((span): span is PersonSpan => typeof span === 'object' && span.kind === 'person');
    expect(people).toEqual([
      { kind: 'person', name: 'ada', accounts: { slack: 'account of user:default/ada' }, notify: false },
    ]);
  });

  test('says what others know of the owner', async () => {
    const note: OwnerNote = async (ref) => [{ label: 'On call', value: `somebody of ${ref}` }];
    const { answer } = await askOf([{ name: 'payments' }, group], 'who owns payments', [note]);
    expect(fieldsOf(answer)['On call']).toBe('somebody of group:default/team-a');
  });

  test('says of an owner who does not exist that they do not', async () => {
    const { answer } = await askOf([{ name: 'payments' }], 'who owns payments');
    expect(toPlainText(answer)).toContain('The owner group:default/team-a does not exist in the catalog');
  });

  test('names who owns its system where the owner does not exist', async () => {
    const system = { kind: 'System', name: 'money', spec: { owner: 'treasury' } };
    const treasury = {
      kind: 'Group',
      name: 'treasury',
      metadata: { annotations: { 'callboard.dev/lead': 'user:default/ada' } },
    };
    const ada = { kind: 'User', name: 'ada', spec: { memberOf: ['treasury'] } };
    const { answer } = await askOf([{ name: 'pay', spec: { system: 'money' } }, system, treasury, ada], 'who owns pay');
    expect(fieldsOf(answer)['Ask instead']).toBe('treasury group:default/treasury, owns money, led by ada');
  });

  test('says of a team that nobody is in it, and names the one above', async () => {
    const above = { kind: 'Group', name: 'above', spec: { children: ['team-a'] } };
    const ada = { kind: 'User', name: 'ada', spec: { memberOf: ['above'] } };
    const { answer } = await askOf([{ name: 'payments' }, group, above, ada], 'who owns payments');
    expect(toPlainText(answer)).toContain('team-a has no members in the catalog');
    expect(fieldsOf(answer)['Ask instead']).toBe('above group:default/above, the team above, with ada');
  });

  test('tells a person’s teams, and both channels of a team', async () => {
    const annotations = { 'slack.com/channel': '#a', 'discord.com/channel-id': '42' };
    const team = { kind: 'Group', name: 'team-a', metadata: { annotations } };
    const ada = { kind: 'User', name: 'ada', spec: { memberOf: ['team-a'] } };
    const entities = [{ name: 'mine', spec: { owner: 'user:ada' } }, { name: 'ours' }, team, ada];
    const mine = fieldsOf((await askOf(entities, 'who owns mine')).answer);
    expect(mine['Member of']).toBe('team-a group:default/team-a');
    expect(mine).not.toHaveProperty('Ask instead');
    expect(fieldsOf((await askOf(entities, 'who owns ours')).answer)['Channel']).toBe('#a · Discord channel 42');
  });

  test('says that a Location names no owner', async () => {
    const { answer } = await askOf([{ kind: 'Location', name: 'all' }], 'who owns all');
    expect(toPlainText(answer)).toContain('names no owner');
  });

  test('needs no choice between several things of one owner', async () => {
    const same = [{ kind: 'System', name: 'pay' }, { kind: 'API', name: 'pay' }, { name: 'pay' }];
    expect((await askOf(same, 'who owns pay')).subject).toBe('component:default/pay');
  });

  test('asks back where several things have several owners', async () => {
    const { answer, subject } = await askOf(
      [{ name: 'pay' }, { kind: 'API', name: 'pay', spec: { owner: 'team-b' } }],
      'who owns pay',
    );
    expect(subject).toBeUndefined();
    expect(answer).toMatchObject({
      kind: 'choice',
      options: [
        { detail: 'component:default/pay', press: { command: 'who-owns', values: { name: 'component:default/pay' } } },
        { detail: 'api:default/pay', press: { command: 'who-owns', values: { name: 'api:default/pay' } } },
      ],
    });
  });

  test('offers the nearest where nothing is called that', async () => {
    const { answer } = await askOf([{ name: 'payments' }], 'who owns payments teleport');
    expect(answer).toMatchObject({ kind: 'choice', options: [{ detail: 'component:default/payments' }] });
    expect(toPlainText(answer)).toContain('Nothing in the catalog is called “payments teleport”');
  });
});

describe('where an API is', () => {
  test('tells its servers, and its first operations with how many there are', async () => {
    const paths = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`/p${index}`, { get: { summary: 'Reads' } }]),
    );
    const servers = [{ url: 'https://pay.example/v1', description: 'Live' }];
    const definition = JSON.stringify({ openapi: '3.1.0', servers, paths });
    const { answer } = await askOf([{ kind: 'API', name: 'pay', spec: { definition } }], 'where is pay');
    const fields = fieldsOf(answer);
    expect(fields['Servers']).toBe('https://pay.example/v1 (Live)');
    expect(fields['Operations']).toMatch(/^20 operations: GET \/p0 — Reads · GET \/p1 .* · and 14 more$/);
  });

  test('says what is wrong with a definition, and in which line', async () => {
    const spec = { type: 'graphql', definition: 'type Query {\n  a(: Int\n}' };
    const { answer } = await askOf([{ kind: 'API', name: 'pay', spec }], 'where is pay');
    expect(fieldsOf(answer)['Definition']).toBe(
      '⚠️ GraphQL that can’t be read in line 2 of its text: Expected Name, found ":", in catalog-info.yaml',
    );
  });
});

test('an address that no browser should open is text and no link', async () => {
  const links = [{ url: 'javascript:alert(1)', title: 'Docs' }];
  const { answer } = await askOf([{ name: 'payments', metadata: { links } }], 'show payments');
  const spans = answer.kind === 'card' ? answer.fields.flatMap(({ value }) => spansOf(value)) : [];
  expect(spans).toContain('Docs javascript:alert(1)');
  expect(spans.filter((span) => typeof span === 'object' && span.kind === 'link')).toEqual([]);
});

describe('what needs something', () => {
  const company: readonly EntityParts[] = [
    { name: 'payments', spec: { providesApis: ['pay'], system: 'money', dependsOn: ['resource:db'] } },
    { name: 'billing', spec: { consumesApis: ['pay'], system: 'money' } },
    { name: 'web', spec: { consumesApis: ['pay'] } },
    { name: 'robot', spec: { dependsOn: ['component:payments'] } },
    { kind: 'API', name: 'pay', spec: { system: 'money' } },
    { kind: 'System', name: 'money' },
    { kind: 'Resource', name: 'db' },
    { kind: 'Group', name: 'team-a' },
  ];
  const needs = async (text: string) => fieldsOf((await askOf(company, text)).answer);

  test('is what depends on it and what consumes its APIs', async () => {
    const field = await needs('show payments');
    expect(field['Needed by']).toBe(
      'robot component:default/robot, billing component:default/billing, web component:default/web',
    );
  });

  test('of an API is what consumes it', async () => {
    expect((await needs('show pay'))['Consumed by']).toBe(
      'billing component:default/billing, web component:default/web',
    );
  });

  test('of a system is what needs a part of it and is none', async () => {
    expect((await needs('show money'))['Needed by']).toBe('robot component:default/robot, web component:default/web');
  });

  test('is said to be nothing where it is, and is not asked of a team', async () => {
    expect((await needs('show robot'))['Needed by']).toBe('nothing in the catalog');
    expect(await needs('show team-a')).not.toHaveProperty('Needed by');
  });
});

describe('a list', () => {
  const many: readonly EntityParts[] = [
    ...Array.from({ length: 101 }, (_, index) => ({ name: `service-${index}`, spec: { owner: 'team-a' } })),
    { name: 'shelf', spec: { type: 'library', owner: 'team-b' } },
    { kind: 'Resource', name: 'log', spec: { type: 'kafka-topic', owner: 'user:ada' } },
    { kind: 'Template', name: 'maker', spec: { type: 'library', owner: 'team-b' } },
    { kind: 'Group', name: 'all', spec: { children: ['team-a', 'team-b'] } },
    { kind: 'Group', name: 'team-a', spec: { parent: 'all' } },
    { kind: 'Group', name: 'team-b', spec: { parent: 'all' } },
    { kind: 'User', name: 'ada', spec: { memberOf: ['team-b'] } },
  ];
  const listed = async (text: string) => {
    const { answer } = await askOf(many, text);
    if (answer.kind !== 'list') throw new Error(`no list: ${answer.kind}`);
    const refs = answer.items.map(({ title }) =>
      spansOf(title)
        .flatMap((span) => (typeof span === 'object' && span.kind === 'code' ? [span.text] : []))
        .join(),
    );
    return { title: answer.title, refs, omitted: answer.omitted };
  };

  test('of a kind names the first hundred, and counts the others', async () => {
    const { title, refs, omitted } = await listed('list components');
    expect(title).toBe('The catalog has 102 components, of which these are the first 100');
    expect([refs.length, omitted]).toEqual([100, 2]);
  });

  test('of a type leaves out what makes such things', async () => {
    expect(await listed('list libraries')).toEqual({
      title: 'The catalog has 1 library',
      refs: ['component:default/shelf'],
      omitted: 0,
    });
    expect((await listed('list kafka topics')).refs).toEqual(['resource:default/log']);
  });

  test('of what a team owns includes the teams below it', async () => {
    expect((await listed('what does team-b own')).title).toBe('team-b owns 2 things (1 Component, 1 Template)');
    expect((await listed('which libraries does all own')).refs).toEqual(['component:default/shelf']);
    expect((await listed('what does all own')).title).toBe(
      'all and its teams own 103 things (102 Components, 1 Template), of which these are the first 100',
    );
  });

  test('of what a person owns begins with their own, before that of their teams', async () => {
    const { title, refs } = await listed('what does ada own');
    expect(title).toBe('ada and their teams own 3 things (1 Resource, 1 Component, 1 Template)');
    expect(refs[0]).toBe('resource:default/log');
  });

  test('says that an owner has none of them', async () => {
    expect(await listed('find apis of team-b')).toMatchObject({ title: 'team-b owns no APIs', refs: [] });
    expect(await listed('which apis does team-b own')).toEqual({ title: 'team-b owns no APIs', refs: [], omitted: 0 });
  });

  test('asks back which owner is meant, and goes on with what was asked', async () => {
    const teams = [
      { kind: 'Group', name: 'pay-core' },
      { kind: 'Group', name: 'pay-desk' },
    ];
    const { answer } = await askOf(teams, 'which services does pay own');
    expect(answer).toMatchObject({
      kind: 'choice',
      options: [
        { press: { command: 'find', values: { text: 'services owned by group:default/pay-core' } } },
        { press: { command: 'find', values: { text: 'services owned by group:default/pay-desk' } } },
      ],
    });
  });

  test('is no list where something has that very name', async () => {
    const { answer } = await askOf([...many, { kind: 'System', name: 'services' }], 'find services');
    expect(toPlainText(answer)).toMatch(/^What fits|^The 20 that fit/);
    expect(toPlainText(answer)).toContain('system:default/services');
  });
});

test('a person who is mentioned and in no user’s annotations is said to be nobody', async () => {
  await expect(askOf([{ kind: 'User', name: 'ada' }], 'show <@U042>')).rejects.toMatchObject({
    code: 'no-such-entity',
    message: 'Nobody in the catalog has the account that you mentioned.',
  });
});

describe('who owns what a message speaks of', () => {
  const company: readonly EntityParts[] = [
    { name: 'payments-api' },
    { name: 'payments-web' },
    { name: 'ledger', spec: { owner: 'team-b' } },
    { kind: 'Group', name: 'team-a' },
    { kind: 'Group', name: 'team-b' },
  ];
  const ofMessage = async (text: string): Promise<Reply> => {
    const command = commandsOn(buildDirectory(company)).find(({ messageAction }) => messageAction === 'Who owns this?');
    const asker = { surface: 'slack', personId: 'U1' };
    const address = { surface: 'slack', kind: 'person', personId: 'U1' } as const;
    if (!command) throw new Error('no command is in the menu of a message');
    return command.run({ id: '1', command: command.name, values: { text, link: '' }, asker, address });
  };

  test('is told as if it was asked by name, also of several things with one owner', async () => {
    const one = await ofMessage('Is `ledger` down?');
    expect(one.subject).toBe('component:default/ledger');
    expect(toPlainText(one.answer)).toContain('ledger (Component) is owned by team-b');
    const several = await ofMessage('payments-api and payments-web fail');
    expect(toPlainText(several.answer)).toContain('is owned by team-a');
  });

  test('is a list where the owners are several', async () => {
    const { answer } = await ofMessage('payments-api fails, and so does payments-web. `ledger` too');
    expect(toPlainText(answer)).toContain('The message speaks of 3 things');
    expect(toPlainText(answer)).toMatch(/ledger component:default\/ledger.*Owned by team-b/s);
    expect(answer).toMatchObject({
      buttons: expect.arrayContaining([
        {
          label: 'Who owns ledger',
          press: { command: 'who-owns', values: { name: 'component:default/ledger' } },
        },
      ]),
    });
  });

  test('is refused in words where it speaks of nothing that is known', async () => {
    await expect(ofMessage('It is down')).rejects.toThrow('That message speaks of nothing that the catalog has.');
  });
});
