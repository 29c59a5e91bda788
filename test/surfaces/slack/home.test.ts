import { afterEach, expect, it } from 'vitest';
import type { Command } from '#callboard/core/commands/command.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import { greet } from '../../fixtures/sample-commands.ts';
import { startWithDouble, stopAtDouble } from './start-with-double.ts';

afterEach(stopAtDouble);

/** https://docs.slack.dev/reference/events/app_home_opened */
const opened = (more: object = {}) => ({
  type: 'app_home_opened',
  user: 'U1',
  channel: 'D1',
  event_ts: '1515449522000016',
  tab: 'home',
  ...more,
});

let count = 7;
const things: Command = {
  ...greet,
  name: 'things',
  parameters: [],
  home: { of: 'mine' },
  shortcut: 'List things',
  run: async ({ values, asker }) => ({
    answer: {
      kind: 'list',
      title: `Things of ${asker.personId}, ${String(values['of'])}`,
      items: Array.from({ length: count }, (_, index) => ({ title: `Thing ${index}` })),
      omitted: 0,
      buttons: [],
    },
  }),
};
const fails = (name: string, error: Error): Command => ({
  ...things,
  name,
  run: () => Promise.reject(error),
});

it('shows what is a person’s, with a button for the rest, what they may do, and how they are linked', async () => {
  const { double, tell } = await startWithDouble({ commands: [things] });
  expect((await tell(opened())).status).toBe(200);
  const { body } = await double.called('views.publish');
  expect(body['user_id']).toBe('U1');
  const shown = JSON.stringify(body['view']);
  for (const text of ['Things of U1, mine', 'Thing 4', 'and 2 more', 'Show all', 'List things', 'link @you NAME'])
    expect(shown).toContain(text);
  expect(shown).toContain('slack.com/user-id: U1');
  expect(shown).not.toContain('Thing 5');
});

it('is published again only where it says something else', async () => {
  count = 2;
  const { double, tell } = await startWithDouble({ commands: [things] });
  await tell(opened());
  const { body } = await double.called('views.publish');
  const digest = Object(body['view']).private_metadata;
  await tell(opened({ view: { type: 'home', private_metadata: digest } }));
  count = 3;
  await tell(opened({ view: { type: 'home', private_metadata: digest } }));
  await double.called('views.publish', ({ view }) => JSON.stringify(view).includes('Thing 2'));
  expect(double.calls.filter(({ method }) => method === 'views.publish')).toHaveLength(2);
});

it('shows the others where one part fails, and leaves out what is of nobody', async () => {
  const commands = [
    fails('broken', new Error('a secret detail')),
    fails('unlinked', new Refusal('Nobody is you.', { code: 'not-linked', hint: 'Be somebody.' })),
    things,
  ];
  const { double, tell } = await startWithDouble({ commands });
  await tell(opened());
  const shown = JSON.stringify((await double.called('views.publish')).body['view']);
  expect(shown).toContain('Things of U1');
  expect(shown).toContain('It is logged as');
  expect(shown).not.toContain('secret detail');
  expect(shown).not.toContain('Nobody is you.');
});

it('is not made where somebody opens their messages', async () => {
  const { double, tell } = await startWithDouble({ commands: [things] });
  await tell(opened({ tab: 'messages' }));
  await tell(opened({ user: 'U2' }));
  await double.called('views.publish');
  expect(double.calls.filter(({ method }) => method === 'views.publish').map(({ body }) => body['user_id'])).toEqual([
    'U2',
  ]);
});
