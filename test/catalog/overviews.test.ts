import type { Press } from '#callboard/core/answers/answer.ts';
import { expect, test } from 'vitest';
import { createFind } from '#callboard/catalog/commands/find.ts';
import { createMine, createOwnedBy } from '#callboard/catalog/commands/owned-by.ts';
import { createOverview } from '#callboard/catalog/commands/overview.ts';
import { createStale } from '#callboard/catalog/commands/stale.ts';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import { readSentence } from '#callboard/core/commands/read-sentence.ts';
import { buildDirectory, type EntityParts } from './entity-builder.ts';

const company: readonly EntityParts[] = [
  { kind: 'Group', name: 'team-a', spec: { members: ['ada', 'gone'] } },
  {
    kind: 'Group',
    name: 'team-b',
    spec: { parent: 'team-a' },
    metadata: { annotations: { 'callboard.dev/lead': 'left' } },
  },
  { kind: 'User', name: 'ada' },
  { kind: 'Domain', name: 'shop' },
  {
    kind: 'System',
    name: 'money',
    spec: { domain: 'shop', owner: 'team-a' },
    metadata: { description: 'Takes money' },
  },
  {
    name: 'payments',
    spec: { system: 'money', owner: 'team-b', providesApis: ['payments-api'], consumesApis: ['people-api'] },
    metadata: { tags: ['pci'] },
  },
  { name: 'ledger', spec: { system: 'money', lifecycle: 'deprecated', type: 'library' } },
  { kind: 'API', name: 'payments-api', spec: { system: 'money' } },
  { kind: 'API', name: 'inner-api', spec: { system: 'money', type: 'grpc' } },
  { kind: 'API', name: 'people-api', spec: { owner: 'nobody' } },
  { name: 'web', spec: { consumesApis: ['payments-api'], dependsOn: ['component:ledger'], owner: 'user:ada' } },
];

const directory = buildDirectory(company);
const scope = {
  directory,
  userOf: async ({ personId }: { personId: string }) => (personId === 'ada' ? 'user:default/ada' : undefined),
};
const commands = [
  createOverview('system', { directory }),
  createOverview('domain', { directory }),
  createOwnedBy({ directory }),
  createMine(scope),
  createStale({ ...scope, all: directory.all }),
  createFind({ directory, entityNotes: [] }),
];

async function ask(text: string, personId = 'ada', seen?: Press['seen']) {
  const understood = readSentence(text, commands);
  if (!understood) throw new Error(`nothing understands: ${text}`);
  const { command, values } = understood;
  const asker = { surface: 'terminal', personId };
  const address = { surface: 'terminal', kind: 'person', personId } as const;
  const reply = await command.run({ id: '1', command: command.name, values, asker, address, ...(seen && { seen }) });
  return { command: command.name, subject: reply.subject, text: toPlainText(reply.answer) };
}

test('a system is told with its parts, what it offers to others and what it uses of them', async () => {
  const { subject, text } = await ask('what is in the money system?');
  expect(subject).toBe('system:default/money');
  expect(text).toContain('Takes money');
  expect(text).toContain('Parts: 4, of which 1 deprecated');
  expect(text).toMatch(
    /^Components: (?=.*ledger component:default\/ledger)(?=.*payments component:default\/payments)/m,
  );
  expect(text).toContain('Offers to others: payments-api api:default/payments-api\n');
  expect(text).toContain('Uses of others: people-api api:default/people-api\n');
  expect(text).toContain('Deprecated: ledger component:default/ledger');
});

test('a domain is told with the parts of its systems', async () => {
  const { subject, text } = await ask('give me an overview of the shop domain');
  expect(subject).toBe('domain:default/shop');
  expect(text).toContain('Systems: money system:default/money');
  expect(text).toContain('Parts: 5, of which 1 deprecated');
});

test('a whole without parts is said to have none', async () => {
  const alone = buildDirectory([{ kind: 'System', name: 'empty' }]);
  const command = createOverview('system', { directory: alone });
  const asker = { surface: 'terminal', personId: 'ada' };
  const address = { surface: 'terminal', kind: 'person', personId: 'ada' } as const;
  const values = { name: 'empty' };
  const { answer } = await command.run({ id: '1', command: 'system', values, asker, address });
  expect(toPlainText(answer)).toContain('Nothing in the catalog says that it is part of this.');
});

test('what a team owns is counted by kind, with what the teams below it own', async () => {
  const { text } = await ask('owned by team-a');
  expect(text).toMatch(/^team-a and its teams own 6 things \(2 Components, 2 APIs, 1 System, 1 Domain\)/);
  expect(text).toContain('payments component:default/payments');
});

test.each(['mine', 'what do I own?', 'my services'])(
  '“%s” lists what the asker and their teams own',
  async (question) => {
    const { command, text } = await ask(question);
    expect(command).toBe('mine');
    expect(text).toContain('web component:default/web');
    expect(text).toContain('ledger component:default/ledger');
  },
);

test('mine is refused with how to be known to somebody who is not', async () => {
  await expect(ask('mine', 'stranger')).rejects.toMatchObject({ code: 'not-linked' });
});

test('stale is what is deprecated and needed, and who is named and not there', async () => {
  const { text } = await ask('stale', 'stranger');
  expect(text).toContain('What is stale in the catalog: 4');
  expect(text).toMatch(
    /ledger \(component:default\/ledger\) is deprecated\n\s+still needed by web component:default\/web/,
  );
  expect(text).toMatch(/The owner group:default\/nobody is not in the catalog\n\s+named by people-api/);
  expect(text).toMatch(/user:default\/gone is not in the catalog\n\s+still a member or lead of team-a/);
  expect(text).toMatch(/user:default\/left is not in the catalog\n\s+still a member or lead of team-b/);
});

test('stale is narrowed to a team, with the teams below it, and to the asker', async () => {
  expect((await ask('what is stale in team-b?')).text).toContain('What is stale in what team-b owns: 1');
  expect((await ask('what is stale in web')).text).toContain('Nothing is stale in web');
  expect((await ask('stale')).text).toContain('in what you and your teams own');
});

test('what is stale of somebody’s own is called by their name where they share it', async () => {
  expect((await ask('stale', 'ada', 'by-everyone')).text).toMatch(/in what ada and their teams own/i);
});

test.each([
  ['find kind:api', ['inner-api', 'payments-api', 'people-api']],
  ['find kind:apis type:grpc', ['inner-api']],
  ['find tag:PCI', ['payments']],
  ['find owner:team-b', ['payments']],
  ['find owner:team-a kind:component', ['ledger', 'payments']],
  ['find system:money lifecycle:deprecated', ['ledger']],
  ['find domain:shop kind:component', ['ledger', 'payments']],
  ['find kind:component payments', ['payments']],
])('“%s” narrows to %j', async (question, names) => {
  const { text } = await ask(question);
  const listed = text.split('\n').flatMap((line) => /^• (\S+) /.exec(line)?.[1] ?? []);
  expect(listed.toSorted()).toEqual(names);
});

test.each([
  ['find colour:red', 'no-such-filter', 'There are kind, type, lifecycle, tag, owner, system, domain'],
  ['find owner:nobody-like-that', 'no-such-entity', ''],
  ['find tag:nothing', 'no-such-entity', ''],
])('“%s” is refused as %s', async (question, code, hint) => {
  await expect(ask(question)).rejects.toMatchObject({ code, hint: expect.stringContaining(hint) });
});

test('a ref or an address is no filter', async () => {
  expect((await ask('find system:default/money')).subject).toBe('system:default/money');
  await expect(ask('find https://example.com/nothing')).rejects.toMatchObject({ code: 'no-such-entity' });
});
