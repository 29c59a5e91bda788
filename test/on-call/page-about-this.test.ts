import { expect, test } from 'vitest';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import { buildEntity } from '../catalog/entity-builder.ts';
import { startBot } from './bot.ts';

const entities = [
  buildEntity({ name: 'ledger', spec: { owner: 'team-b' } }),
  buildEntity({ name: 'orders' }),
  buildEntity({ kind: 'Group', name: 'team-b', spec: { members: ['ada'] } }),
  buildEntity({ kind: 'Group', name: 'team-a', spec: { members: ['ada'] } }),
  buildEntity({ kind: 'User', name: 'ada', metadata: { annotations: { 'slack.com/user-id': 'UADA' } } }),
];
const link = 'https://acme.slack.com/archives/C1/p1355517523000005';

async function formFor(text: string) {
  const bot = await startBot({ entities });
  const asked = await bot.press({ command: 'page-about-this', values: { text, link } }, 'UASKER');
  if (asked === 'kept' || asked.answer.kind !== 'form') throw new Error('no form came');
  return { bot, ...asked.answer };
}

test('whoever pages about a message is first asked about what, and what to say, with the message quoted', async () => {
  const { bot, form } = await formFor('ledger is down\nsince noon');
  expect(form.pages[0].fields).toMatchObject([
    { name: 'name', initial: { label: 'ledger', value: 'component:default/ledger' } },
    { name: 'message', initial: '> ledger is down\n> since noon' },
  ]);
  expect(bot.shown).toEqual([]);
});

test('a page about a message quotes it, and leads to it', async () => {
  const { bot, submit } = await formFor('ledger is down');
  const values = { ...submit.values, name: 'component:default/ledger', message: 'Please look\n> ledger is down' };
  expect(await bot.press({ ...submit, values }, 'UASKER')).toBe('kept');
  const page = await bot.seen((text) => text.includes('Page about ledger'));
  expect(page.to).toMatchObject({ personId: 'UADA' });
  expect(toPlainText(page.answer)).toContain('Please look\n> ledger is down\n');
  expect(page.answer).toMatchObject({ lines: expect.arrayContaining([{ kind: 'link', text: link, url: link }]) });
});

test('where a message speaks of several things, or of none, nothing is chosen for whoever pages', async () => {
  const several = await formFor('ledger and orders');
  expect(several.form.pages[0].fields[0]).toMatchObject({ help: expect.stringContaining('ledger, orders') });
  expect(several.form.pages[0].fields[0]).not.toHaveProperty('initial');
  const none = await formFor('it is down');
  expect(none.form.pages[0].fields[0]).toMatchObject({ help: expect.stringContaining('speaks of nothing') });
});

test('of a long message so much is quoted as a page has room for', async () => {
  const { form } = await formFor('word '.repeat(1000));
  const [, message] = form.pages[0].fields;
  expect(message).toMatchObject({ initial: expect.stringMatching(/^> .{480,501}…$/) });
});
