import type { RichTextBlockElement, RichTextElement } from '@slack/types';
import { describe, expect, it } from 'vitest';

import { checkBlocks } from '#callboard/local-workspace/checks/blocks.ts';
import { describeProblems } from '#callboard/local-workspace/checks/check.ts';

type OfType<Union, Type> = Extract<Union, { type: Type }>;

const style = { bold: true, italic: true, strike: true, code: true, underline: true };

/** One of each part of a text that Slack's types know, with every field it may have. */
const parts: { [Type in RichTextElement['type']]: OfType<RichTextElement, Type> } = {
  broadcast: { type: 'broadcast', range: 'here', style },
  channel: { type: 'channel', channel_id: 'C1', style },
  color: { type: 'color', value: '#439FE0', style },
  date: {
    type: 'date',
    timestamp: 1_764_000_000,
    format: '{date_long}',
    url: 'https://example.com',
    fallback: 'a',
    style,
  },
  emoji: { type: 'emoji', name: 'wave', unicode: '1f44b', url: 'https://example.com/a.png', style },
  link: { type: 'link', url: 'https://example.com', text: 'a', unsafe: false, style },
  team: { type: 'team', team_id: 'T1', style },
  text: { type: 'text', text: 'a', style },
  user: { type: 'user', user_id: 'U1', style },
  usergroup: { type: 'usergroup', usergroup_id: 'S1', style },
};

const section = { type: 'rich_text_section' as const, elements: [parts.text] };

/** One of each kind of paragraph that Slack's types know, with every field it may have. */
const paragraphs: { [Type in RichTextBlockElement['type']]: OfType<RichTextBlockElement, Type> } = {
  rich_text_list: { type: 'rich_text_list', style: 'ordered', indent: 1, border: 1, elements: [section] },
  rich_text_preformatted: { type: 'rich_text_preformatted', border: 0, elements: [parts.text, parts.link] },
  rich_text_quote: { type: 'rich_text_quote', border: 1, elements: [parts.user] },
  rich_text_section: section,
};

const problems = (...elements: object[]) =>
  describeProblems(checkBlocks([{ type: 'rich_text', elements }], 'message', '/blocks'));

describe('rich text', () => {
  it.each(Object.entries(paragraphs))('takes a %s', (_type, paragraph) => expect(problems(paragraph)).toEqual([]));

  it.each(Object.entries(parts))('takes a %s in a section and a quote', (_type, part) => {
    expect(problems({ type: 'rich_text_section', elements: [part] })).toEqual([]);
    expect(problems({ type: 'rich_text_quote', elements: [part] })).toEqual([]);
  });

  it.each(Object.entries(parts))('takes or refuses a %s in code as Slack does', (type, part) =>
    expect(problems({ type: 'rich_text_preformatted', elements: [part] })).toEqual(
      type === 'text' || type === 'link'
        ? []
        : [`unsupported type: ${type} [json-pointer:/blocks/0/elements/0/elements/0/type]`],
    ),
  );

  it.each<[what: string, paragraph: object, said: string]>([
    [
      'a list in a list',
      { ...paragraphs.rich_text_list, elements: [paragraphs.rich_text_list] },
      'unsupported type: rich_text_list [json-pointer:/blocks/0/elements/0/elements/0/type]',
    ],
    [
      'a list of another kind',
      { ...paragraphs.rich_text_list, style: 'dashed' },
      'must be a valid enum value [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'a border of two',
      { ...paragraphs.rich_text_quote, border: 2 },
      'must be less than 2 [json-pointer:/blocks/0/elements/0/border]',
    ],
    [
      'empty text',
      { ...section, elements: [{ type: 'text', text: '' }] },
      'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
    ],
    [
      'a text object',
      { ...section, elements: [{ type: 'mrkdwn', text: 'a' }] },
      'unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/elements/0/type]',
    ],
    [
      'a style that is not',
      { ...section, elements: [{ type: 'text', text: 'a', style: { big: true } }] },
      'invalid additional property: big [json-pointer:/blocks/0/elements/0/elements/0/style]',
    ],
    [
      'an address that is none',
      { ...section, elements: [{ type: 'link', url: 'a' }] },
      'must be a valid URL [json-pointer:/blocks/0/elements/0/elements/0/url]',
    ],
    [
      'a mention of another range',
      { ...section, elements: [{ type: 'broadcast', range: 'all' }] },
      'must be a valid enum value [json-pointer:/blocks/0/elements/0/elements/0/range]',
    ],
  ])('refuses %s', (_what, paragraph, said) => expect(problems(paragraph)).toEqual([said]));
});
