import { expect, test } from 'vitest';
import { buildEntity, toYaml } from './entity-builder.ts';
import { setUpCatalog, temporaryFolder, writeFiles } from './start-catalog.ts';

const company = [
  buildEntity({ kind: 'Group', name: 'team-a' }),
  buildEntity({ name: 'zebra' }),
  buildEntity({ name: 'ledger' }),
];

/** A conversation with a catalog of these, and one who asks it. */
async function startConversation(entities: readonly ReturnType<typeof buildEntity>[], surface = 'terminal') {
  const folder = temporaryFolder();
  const { service, core } = await setUpCatalog(folder);
  if (entities.length > 0) {
    writeFiles(folder, { 'catalog.yaml': entities.map(toYaml).join('---\n') });
    await service.ingest(['catalog.yaml'], folder);
  }
  const said = { asker: { surface, personId: 'ada' }, address: { surface, kind: 'person', personId: 'ada' } } as const;
  return async (text: string) =>
    JSON.stringify((await core.conversation.answerNow({ kind: 'sentence', id: text, text, ...said })).answer);
}

test.each([
  ['help', 'for example: who owns ledger?'],
  ['help', 'for example: owned by team-a'],
  ['help who-owns', 'For example: who owns ledger?'],
  ['who-owns', 'or ask: who owns ledger?'],
  ['who-ons', 'Did you mean /who-owns <name>? For example: who owns ledger?'],
  ['help refesh', 'Did you mean /refresh [name]? For example: refresh ledger'],
])('“%s” is answered with an example of what the catalog has: %s', async (text, example) => {
  expect(await (await startConversation(company))(text)).toContain(example);
});

test('where the catalog has nothing, the examples are fixed ones', async () => {
  const ask = await startConversation([]);
  expect(await ask('help who-owns')).toContain('For example: who owns payments-api?');
  expect(await ask('help')).toContain('for example: owned by the payments team');
});

test('who may not register is told nothing of it in the help, and who asks for it how they come to', async () => {
  const ask = await startConversation(company, 'chat');
  const help = await ask('help');
  for (const name of ['register', 'refresh', 'unregister']) {
    expect(help).not.toContain(`"/${name} `);
    expect(await ask(`help ${name}`)).toContain(`You may not use ${name}.`);
  }
  expect(await ask('register https://github.com/acme/orders')).toContain('An administrator can say so: link @you');
  expect(await (await startConversation(company))('help')).toContain('"/register ');
});
