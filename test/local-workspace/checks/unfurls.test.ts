import type { EntityCustomField, EntityMetadata, MessageAttachment } from '@slack/types';
import { describe, expect, it } from 'vitest';

import { checkAttachment } from '#callboard/local-workspace/checks/attachment.ts';
import { describeProblems } from '#callboard/local-workspace/checks/check.ts';
import { checkEntities, checkEntity } from '#callboard/local-workspace/checks/entities.ts';

import { long, many, plain } from './samples.ts';

const attachmentProblems = (content: unknown) => describeProblems(checkAttachment(content, '/unfurls/a'));

describe('what a link unfurls to', () => {
  const full: MessageAttachment = {
    fallback: 'a',
    color: '#439FE0',
    pretext: 'a',
    author_name: 'a',
    author_link: 'https://example.com',
    author_icon: 'https://example.com/a.png',
    title: 'a',
    title_link: 'https://example.com',
    text: 'a',
    fields: [{ title: 'a', value: 'b', short: true }],
    mrkdwn_in: ['text', 'pretext', 'fields'],
    image_url: 'https://example.com/a.png',
    thumb_url: 'https://example.com/a.png',
    footer: 'a',
    footer_icon: 'https://example.com/a.png',
    blocks: [{ type: 'divider' }],
  };
  it('has blocks, and the older fields', () => expect(attachmentProblems(full)).toEqual([]));

  it('has 50 blocks', () => {
    const blocks = (count: number) => ({ blocks: many(count, () => ({ type: 'divider' })) });
    expect(attachmentProblems(blocks(50))).toEqual([]);
    expect(attachmentProblems(blocks(51))).toEqual(['no more than 50 items allowed [json-pointer:/unfurls/a/blocks]']);
  });

  it('has 300 characters at its foot', () => {
    expect(attachmentProblems({ footer: long(300) })).toEqual([]);
    expect(attachmentProblems({ footer: long(301) })).toEqual([
      'must be less than 301 characters [json-pointer:/unfurls/a/footer]',
    ]);
  });

  it.each<[what: string, content: unknown, said: string]>([
    ['no object', 'a', 'must provide an object [json-pointer:/unfurls/a]'],
    ['an unknown field', { colour: 'red' }, 'invalid additional property: colour [json-pointer:/unfurls/a]'],
    [
      'blocks of plans',
      { blocks: [{ type: 'plan', title: 'a' }] },
      'unsupported type: plan [json-pointer:/unfurls/a/blocks/0/type]',
    ],
    ['a picture that is no address', { image_url: 'a' }, 'must be a valid URL [json-pointer:/unfurls/a/image_url]'],
    [
      'a bare string as the title before it is sent',
      { preview: { title: 'a' } },
      'must provide an object [json-pointer:/unfurls/a/preview/title]',
    ],
  ])('is refused for %s', (_what, content, said) => expect(attachmentProblems(content)).toEqual([said]));
});

describe('a work object', () => {
  const icon = { alt_text: 'a', url: 'https://example.com/a.png' };
  const customFields: EntityCustomField[] = [
    {
      key: 'a',
      label: 'A',
      type: 'string',
      value: 'a',
      link: 'https://example.com',
      icon,
      long: true,
      format: 'markdown',
    },
    { key: 'b', label: 'B', type: 'integer', value: 1 },
    { key: 'c', label: 'C', type: 'slack#/types/date', value: '2026-11-30' },
    { key: 'd', label: 'D', type: 'slack#/types/timestamp', value: 1_764_000_000 },
    { key: 'e', label: 'E', type: 'slack#/types/user', user: { user_id: 'U1' } },
    { key: 'f', label: 'F', type: 'slack#/types/user', user: { text: 'Jane', email: 'jane@example.com' } },
    { key: 'g', label: 'G', type: 'slack#/types/channel_id', value: 'C1' },
    { key: 'h', label: 'H', type: 'slack#/types/link', value: 'https://example.com' },
    { key: 'i', label: 'I', type: 'slack#/types/email', value: 'jane@example.com' },
    { key: 'j', label: 'J', type: 'slack#/types/image', alt_text: 'a', image_url: 'https://example.com/a.png' },
    { key: 'k', label: 'K', type: 'array', item_type: 'string', value: [{ type: 'string', value: 'a' }] },
  ];
  const entity: EntityMetadata = {
    entity_type: 'slack#/entities/item',
    url: 'https://example.com/payments',
    app_unfurl_url: 'https://example.com/payments?a=1',
    external_ref: { id: 'component:default/payments', type: 'component' },
    entity_payload: {
      attributes: {
        title: { text: 'payments' },
        display_type: 'Component',
        display_id: 'payments',
        product_name: 'Callboard',
        product_icon: icon,
      },
      custom_fields: customFields,
      display_order: ['a', 'b'],
      actions: { primary_actions: [{ text: 'Page', action_id: 'page', value: 'a', style: 'primary' }] },
    },
  };
  const problems = (more: object, use: 'unfurl' | 'shown' = 'shown') =>
    describeProblems(checkEntity({ ...entity, ...more }, '/metadata', use));
  const withActions = (actions: object) => ({ entity_payload: { ...entity.entity_payload, actions } });
  const withField = (field: object) => ({ entity_payload: { ...entity.entity_payload, custom_fields: [field] } });

  it('has what Slack’s types say, every type of field among it', () => expect(problems({})).toEqual([]));

  it('says in an unfurl which link it stands for', () => {
    const { app_unfurl_url: _, ...shown } = entity;
    const said = (use: 'unfurl' | 'shown') => describeProblems(checkEntities({ entities: [shown] }, '/metadata', use));
    expect(said('shown')).toEqual([]);
    expect(said('unfurl')).toEqual(['missing required field: app_unfurl_url [json-pointer:/metadata/entities/0]']);
  });

  it.each([
    ['primary_actions', 2],
    ['overflow_actions', 5],
  ])('has so many %s: %i', (name, most) => {
    const actions = (count: number) =>
      withActions({ [name]: many(count, () => ({ text: 'Page', action_id: 'page' })) });
    expect(problems(actions(most))).toEqual([]);
    expect(problems(actions(most + 1))).toEqual([
      `no more than ${most} items allowed [json-pointer:/metadata/entity_payload/actions/${name}]`,
    ]);
  });

  it.each([
    ['text', 75],
    ['action_id', 255],
    ['value', 2_000],
    ['accessibility_label', 75],
  ])('has actions whose %s has so many characters: %i', (name, most) => {
    const actions = (count: number) =>
      withActions({ primary_actions: [{ text: 'Page', action_id: 'page', [name]: long(count) }] });
    expect(problems(actions(most))).toEqual([]);
    expect(problems(actions(most + 1))).toEqual([
      `must be less than ${most + 1} characters [json-pointer:/metadata/entity_payload/actions/primary_actions/0/${name}]`,
    ]);
  });

  it.each<[what: string, more: object, said: string]>([
    [
      'of an unknown kind',
      { entity_type: 'component' },
      'must be a valid enum value [json-pointer:/metadata/entity_type]',
    ],
    [
      'without a reference',
      { external_ref: undefined },
      'missing required field: external_ref [json-pointer:/metadata]',
    ],
    ['without an address', { url: undefined }, 'missing required field: url [json-pointer:/metadata]'],
    [
      'without a title',
      { entity_payload: { attributes: {} } },
      'missing required field: title [json-pointer:/metadata/entity_payload/attributes]',
    ],
    [
      'with a field of an unknown type',
      withField({ key: 'a', label: 'A', type: 'text', value: 'a' }),
      'unsupported type: text [json-pointer:/metadata/entity_payload/custom_fields/0/type]',
    ],
    [
      'with a field without a key',
      withField({ label: 'A', type: 'string', value: 'a' }),
      'missing required field: key [json-pointer:/metadata/entity_payload/custom_fields/0]',
    ],
    [
      'with a number in words',
      withField({ key: 'a', label: 'A', type: 'integer', value: '1' }),
      'must provide a number [json-pointer:/metadata/entity_payload/custom_fields/0/value]',
    ],
    ['with an unknown field', { colour: 'red' }, 'invalid additional property: colour [json-pointer:/metadata]'],
    [
      'with a text object for a title',
      { entity_payload: { attributes: { title: { text: plain('a') } } } },
      'must provide a string [json-pointer:/metadata/entity_payload/attributes/title/text]',
    ],
  ])('%s is refused', (_what, more, said) => expect(problems(more)).toEqual([said]));
});
