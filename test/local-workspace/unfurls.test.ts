import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type Started, startWorkspace } from './start-workspace.ts';

const url = 'https://catalog.example.com/payments?a=1&b=2';
const blocks = [
  { type: 'section', text: { type: 'mrkdwn', text: '*payments*' } },
  {
    type: 'actions',
    block_id: 'do',
    elements: [{ type: 'button', action_id: 'page', text: { type: 'plain_text', text: 'Page' } }],
  },
];
const entity = {
  entity_type: 'slack#/entities/item',
  url: 'https://catalog.example.com/payments',
  app_unfurl_url: url,
  external_ref: { id: 'component:default/payments', type: 'component' },
  entity_payload: {
    attributes: { title: { text: 'payments' }, display_type: 'Component', product_name: 'Callboard' },
    custom_fields: [{ label: 'Owner', key: 'owner', type: 'string', value: 'team-a' }],
  },
};

describe('a link that the app unfurls', () => {
  let started: Started;
  beforeEach(async () => {
    started = await startWorkspace({
      unfurlDomains: ['example.com'],
      subscriptions: ['link_shared', 'entity_details_requested'],
      channels: [
        { id: 'C1', name: 'general' },
        { id: 'C4', name: 'without-bot', isBotMember: false },
      ],
    });
  });
  afterEach(async () => await started.stop());

  it('is announced once a message, with the id for its unfurl, and from where the bot is not, too', async () => {
    const app = started.app();
    const heard: object[] = [];
    const both = Promise.withResolvers<void>();
    app.event('link_shared', async ({ event }) => {
      heard.push(event);
      if (heard.length === 2) both.resolve();
    });
    await app.start();
    const jane = started.workspace.as('U1');
    const said = jane.say('general', `see ${url}, ${url} and https://other.org/x`);
    jane.say('general', 'no link');
    jane.say('without-bot', 'https://example.com');
    await both.promise;
    expect(heard).toMatchObject([
      {
        type: 'link_shared',
        channel: 'C1',
        user: 'U1',
        message_ts: said.ts,
        is_bot_user_member: true,
        source: 'conversations_history',
        unfurl_id: expect.stringMatching(new RegExp(`^C1.${said.ts}.[0-9a-f]{64}$`)),
        links: [{ domain: 'example.com', url }],
      },
      { channel: 'C4', is_bot_user_member: false, links: [{ url: 'https://example.com' }] },
    ]);
  });

  it('is unfurled by channel and ts, or by the id of the event; a second unfurl replaces the first', async () => {
    const said = started.workspace.as('U1').say('without-bot', url);
    const first = { channel: said.channel, ts: said.ts, unfurls: { [url]: { blocks } } };
    expect(await started.call('chat.unfurl', first)).toEqual({ ok: true });
    const app = started.app();
    const id = Promise.withResolvers<string>();
    app.event('link_shared', async ({ event }) => id.resolve(event.unfurl_id ?? ''));
    await app.start();
    const again = started.workspace.as('U1').say('general', url);
    const unfurl = { unfurl_id: await id.promise, source: 'conversations_history' };
    for (const text of ['one', 'two']) {
      const unfurls = { [url]: { text } };
      expect(await started.call('chat.unfurl', { ...unfurl, unfurls })).toEqual({ ok: true });
    }
    expect(started.workspace.messages('without-bot')[0]?.attachments).toMatchObject([
      {
        id: 1,
        from_url: url,
        app_unfurl_url: url,
        is_app_unfurl: true,
        blocks: [{ type: 'section' }, { type: 'actions' }],
      },
    ]);
    const shown = started.workspace.messages('general').find(({ ts }) => ts === again.ts);
    expect(shown?.attachments).toMatchObject([{ text: 'two' }]);
  });

  it.each([
    ['cannot_unfurl_url', { unfurls: { 'https://example.com/other': { text: 'x' } } }],
    ['missing_unfurls', {}],
    ['invalid_unfurls_format', { unfurls: { [url]: 'text' } }],
    ['cannot_parse_attachment', { unfurls: { [url]: { blocks: [{ type: 'nonsense' }] } } }],
    ['cannot_parse_attachment', { unfurls: { [url]: { nonsense: true } } }],
    ['error_processing_metadata', { metadata: { entities: [{ ...entity, entity_type: 'slack#/entities/nonsense' }] } }],
    ['error_processing_metadata', { metadata: { entities: [{ ...entity, app_unfurl_url: undefined }] } }],
    ['cannot_find_message', { ts: '1.000000', unfurls: { [url]: { text: 'x' } } }],
    ['cannot_find_channel', { channel: 'C999', unfurls: { [url]: { text: 'x' } } }],
  ])('is refused as %s: %o', async (error, given) => {
    const said = started.workspace.as('U1').say('general', url);
    const call = await started.call('chat.unfurl', { channel: said.channel, ts: said.ts, ...given });
    expect(call).toMatchObject({ ok: false, error });
  });

  it('has buttons that say in which unfurl they are', async () => {
    const app = started.app();
    const heard: object[] = [];
    app.action('page', async ({ ack, body }) => {
      await ack();
      heard.push(body);
    });
    await app.start();
    const said = started.workspace.as('U1').say('general', url);
    await started.call('chat.unfurl', { channel: said.channel, ts: said.ts, unfurls: { [url]: { blocks } } });
    expect(await started.workspace.as('U2').click(said, 'page')).toBe('acknowledged');
    expect(heard).toMatchObject([
      {
        container: {
          type: 'message_attachment',
          message_ts: said.ts,
          attachment_id: 1,
          channel_id: 'C1',
          is_ephemeral: false,
          is_app_unfurl: true,
          app_unfurl_url: url,
        },
        app_unfurl: { from_url: url },
        actions: [{ action_id: 'page', block_id: 'do' }],
      },
    ]);
  });

  it('that is a work object asks the app for details, which are for that person and that object alone', async () => {
    const app = started.app();
    const heard: object[] = [];
    const error = Promise.withResolvers<unknown>();
    app.event('entity_details_requested', async ({ event, client }) => {
      heard.push(event);
      const { app_unfurl_url: _, ...shown } = entity;
      const other = { ...shown, external_ref: { id: 'another' } };
      if (heard.length === 2) {
        const metadata = other;
        await client.entity.presentDetails({ trigger_id: event.trigger_id, metadata }).catch(error.resolve);
      } else await client.entity.presentDetails({ trigger_id: event.trigger_id, metadata: shown });
    });
    await app.start();
    const said = started.workspace.as('U1').say('general', url);
    const { channel, ts } = said;
    expect(await started.call('chat.unfurl', { channel, ts, metadata: { entities: [entity] } })).toEqual({ ok: true });
    const details = started.workspace.nextDetails('U2');
    await started.workspace.as('U2').openWorkObject(said, entity.url);
    expect(await details).toMatchObject({ kind: 'shown', personId: 'U2', entity: { url: entity.url } });
    expect(heard).toMatchObject([
      {
        type: 'entity_details_requested',
        user: 'U2',
        external_ref: entity.external_ref,
        entity_url: entity.url,
        app_unfurl_url: url,
        link: { url, domain: 'catalog.example.com' },
        user_locale: 'en-US',
        channel: 'C1',
        message_ts: said.ts,
      },
    ]);
    await started.workspace.as('U2').openWorkObject(said, entity.url);
    expect(await error.promise).toMatchObject({ data: { error: 'entity_metadata_does_not_match_trigger' } });
    await expect(started.workspace.as('U2').openWorkObject(said, 'https://other.org')).rejects.toThrow(
      'nothing like it',
    );
  });

  it('whose details the app may not show says why', async () => {
    const app = started.app();
    app.event('entity_details_requested', async ({ event, client }) => {
      const error = { status: 'custom', custom_title: 'Not yours', custom_message: 'Ask team A.' };
      await client.entity.presentDetails({ trigger_id: event.trigger_id, error });
    });
    await app.start();
    const said = started.workspace.as('U1').say('general', url);
    await started.call('chat.unfurl', { channel: 'C1', ts: said.ts, metadata: { entities: [entity] } });
    const details = started.workspace.nextDetails('U1');
    await started.workspace.as('U1').openWorkObject(said, entity.url);
    expect(await details).toEqual({ kind: 'refused', personId: 'U1', title: 'Not yours', message: 'Ask team A.' });
  });
});

describe('a link that a person is typing', () => {
  it('is announced from the composer, unfurled by the id of the draft alone, and shown to that person', async () => {
    const started = await startWorkspace({ unfurlDomains: ['example.com'], subscriptions: ['link_shared'] });
    const app = started.app();
    const heard: object[] = [];
    app.event('link_shared', async ({ event, client }) => {
      heard.push(event);
      const source = event.source === 'composer' ? event.source : 'conversations_history';
      await client.chat.unfurl({ unfurl_id: event.unfurl_id ?? '', source, unfurls: { [url]: { text: 'a preview' } } });
    });
    await app.start();
    const { workspace } = started;
    const unfurled = once(workspace.events, 'draftUnfurled');
    const id = await workspace.as('U1').compose(`see ${url}`);
    expect(await unfurled).toEqual([{ id, personId: 'U1' }]);
    expect(heard).toMatchObject([
      { type: 'link_shared', channel: 'COMPOSER', message_ts: id, unfurl_id: id, source: 'composer', links: [{ url }] },
    ]);
    const elsewhere = { unfurl_id: id, source: 'conversations_history', unfurls: { [url]: { text: 'x' } } };
    expect(await started.call('chat.unfurl', elsewhere)).toMatchObject({ error: 'invalid_unfurl_id' });
    const unknown = { unfurl_id: 'U1-unknown', source: 'composer', unfurls: { [url]: { text: 'x' } } };
    expect(await started.call('chat.unfurl', unknown)).toMatchObject({ error: 'invalid_unfurl_id' });
    expect(await workspace.as('U1').compose('nothing to see')).toBeUndefined();
    await started.stop();
  });
});
