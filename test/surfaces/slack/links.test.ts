import { afterEach, expect, it } from 'vitest';
import type { Linked } from '#callboard/core/commands/link-reader.ts';
import type { Plugin } from '#callboard/core/plugins/plugin.ts';
import { startWithDouble, stopAtDouble } from './start-with-double.ts';

afterEach(stopAtDouble);

const linkedOf = (name: string): Linked => ({
  id: `component:default/${name}`,
  name,
  kind: 'Component',
  card: {
    kind: 'card',
    title: `${name} (Component)`,
    lines: [`What ${name} does`],
    fields: [{ label: 'Owner', value: 'Team A' }],
    buttons: [{ label: 'Who owns it', press: { command: 'who-owns', values: { name } } }],
  },
});

/** Knows whatever is at known.example. */
const links: Plugin = {
  id: 'links',
  kind: 'standalone',
  setup: (context) =>
    context.addLinks({
      at: async (url) => (url.startsWith('https://known.example/') ? linkedOf(url.split('/')[3] ?? '') : undefined),
      byId: async (id) => (id.endsWith('/gone') ? undefined : linkedOf(id.split('/')[1] ?? '')),
    }),
};
const start = (now?: () => Date) =>
  startWithDouble({ plugins: [{ plugin: links, configuration: {} }], ...(now && { now }) });

/** https://docs.slack.dev/reference/events/link_shared */
const shared = (names: readonly string[], more: object = {}) => ({
  type: 'link_shared',
  channel: 'C1',
  is_bot_user_member: true,
  user: 'U1',
  message_ts: '123456789.9875',
  unfurl_id: 'C1.123456789.987501.1b90fa1278528ce6e2f6c5c2bfa1abc9a41d57d02b29d173f40399c9ffdecf4b',
  source: 'conversations_history',
  links: names.map((name) => ({ domain: 'known.example', url: `https://known.example/${name}` })),
  event_ts: '123456789.9875',
  ...more,
});
const entitiesOf = (body: Readonly<Record<string, unknown>>): readonly { external_ref: { id: string } }[] =>
  Object(body['metadata']).entities;
const idsOf = (body: Readonly<Record<string, unknown>>) =>
  entitiesOf(body).map(({ external_ref: { id } }) => id.replace(/^.*\//, ''));

it('tells of at most three links of a message, each thing once, as work objects with their buttons', async () => {
  const { double, tell } = await start();
  const other = [{ domain: 'other.example', url: 'https://other.example/x' }];
  const event = shared(['a', 'a', 'b', 'c', 'd']);
  expect((await tell({ ...event, links: [...other, ...event.links] })).status).toBe(200);
  const { body } = await double.called('chat.unfurl');
  expect(body).toMatchObject({ unfurl_id: event.unfurl_id, source: 'conversations_history' });
  expect(idsOf(body)).toEqual(['a', 'b', 'c']);
  expect(entitiesOf(body)[0]).toMatchObject({
    app_unfurl_url: 'https://known.example/a',
    entity_type: 'slack#/entities/item',
    entity_payload: {
      attributes: { title: { text: 'a' }, display_type: 'Component' },
      custom_fields: [{ value: 'What a does' }, { label: 'Owner', value: 'Team A' }],
      actions: { primary_actions: [{ text: 'Who owns it', action_id: 'press:0' }] },
    },
  });
});

it('tells of nothing twice within thirty minutes in a channel, and in another channel at once', async () => {
  const clock = { now: Date.now() };
  const { double, tell } = await start(() => new Date(clock.now));
  const told = (count: number) =>
    expect
      .poll(() => double.calls.filter(({ method }) => method === 'chat.unfurl').map(({ body }) => idsOf(body)))
      .toHaveLength(count);
  await tell(shared(['a']));
  await told(1);
  await tell(shared(['a', 'b']));
  await told(2);
  await tell(shared(['a'], { channel: 'C2' }));
  await told(3);
  clock.now += 30 * 60 * 1000 + 1;
  await tell(shared(['a']));
  await told(4);
  const unfurled = double.calls.filter(({ method }) => method === 'chat.unfurl').map(({ body }) => idsOf(body));
  expect(unfurled).toEqual([['a'], ['b'], ['a'], ['a']]);
});

it.each([
  [['a'], {}, 'slack C1 123456789.9875'],
  [['a'], { thread_ts: '123456780.0001' }, 'slack C1 123456780.0001'],
])('begins a thread that is about what a message links to: %j %j', async (names, more, key) => {
  const { tell, store } = await start();
  await tell(shared(names, more));
  const spoken = () => store.records.namespace('spoken-of').all();
  await expect.poll(async () => (await spoken()).get(key)?.value).toBe(`component:default/${names[0]}`);
});

it('previews a link to whoever writes it, which does not count as told', async () => {
  const { double, tell } = await start();
  await tell(shared(['a'], { channel: 'COMPOSER', source: 'composer' }));
  await double.called('chat.unfurl', ({ source }) => source === 'composer');
  await tell(shared(['a'], { channel: 'COMPOSER' }));
  await double.called('chat.unfurl', ({ source }) => source === 'conversations_history');
});

it('tells of links in blocks where the app has no work objects', async () => {
  const { double, tell } = await start();
  double.answerWith('chat.unfurl', { ok: false, error: 'invalid_metadata' });
  await tell(shared(['a']));
  const { body } = await double.called('chat.unfurl', ({ unfurls }) => unfurls !== undefined);
  expect(JSON.stringify(body['unfurls'])).toContain('What a does');
});

/** https://docs.slack.dev/reference/events/entity_details_requested */
const requested = (name: string) => ({
  type: 'entity_details_requested',
  user: 'U1',
  external_ref: { id: `component:default/${name}`, type: 'component' },
  entity_url: `https://known.example/${name}`,
  link: { url: `https://known.example/${name}`, domain: 'known.example' },
  app_unfurl_url: `https://known.example/${name}`,
  event_ts: '123456789.1234566',
  trigger_id: '1234567890123.1234567890123.abcdef01234567890abcdef012345689',
  user_locale: 'en-US',
  channel: 'C1',
  message_ts: '1755035323.759739',
});

it('presents what somebody opens of a work object, and says in words where it is gone', async () => {
  const { double, tell } = await start();
  await tell(requested('a'));
  const { body } = await double.called('entity.presentDetails');
  expect(body).toMatchObject({
    trigger_id: requested('a').trigger_id,
    metadata: { external_ref: { id: 'component:default/a' }, url: 'https://known.example/a' },
  });
  await tell(requested('gone'));
  const gone = await double.called('entity.presentDetails', ({ error }) => error !== undefined);
  expect(gone.body['error']).toMatchObject({ status: 'custom', custom_title: 'It is not in the catalog any more' });
});
