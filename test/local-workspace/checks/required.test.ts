import { describe, expect, it } from 'vitest';

import { checkBlocks } from '#callboard/local-workspace/checks/blocks.ts';
import { describeProblems } from '#callboard/local-workspace/checks/check.ts';

import { accessory, actions, button, confirm, input, option, plain, select } from './samples.ts';

const said = (blocks: object[]) => describeProblems(checkBlocks(blocks, 'message', '/blocks'));
const group = { label: plain('Group'), options: [option(1)] };
const container = { type: 'container', title: plain('a'), child_blocks: [{ type: 'divider' }] };
const box = { text: plain('a'), value: 'a' };

/** An object, what stands around it, and where that puts it. */
const cases: [what: string, whole: object, place: (part: object) => object[], pointer: string, required: string[]][] = [
  [
    'a confirmation',
    confirm(),
    (part) => actions(button({ confirm: part })),
    '/elements/0/confirm',
    ['title', 'text', 'confirm', 'deny'],
  ],
  ['an option', option(1), (part) => actions(select({ options: [part] })), '/elements/0/options/0', ['text', 'value']],
  [
    'a box',
    box,
    (part) => actions({ type: 'checkboxes', options: [part] }),
    '/elements/0/options/0',
    ['text', 'value'],
  ],
  [
    'an option of an overflow menu',
    { text: plain('a') },
    (part) => accessory({ type: 'overflow', options: [part] }),
    '/accessory/options/0',
    ['text'],
  ],
  [
    'a group of options',
    group,
    (part) => actions(select({ option_groups: [part] })),
    '/elements/0/option_groups/0',
    ['label', 'options'],
  ],
  ['a container', container, (part) => [part], '', ['child_blocks']],
  ['a text', { type: 'plain_text', text: 'a' }, (part) => [{ type: 'header', text: part }], '/text', ['type', 'text']],
  [
    'a picture',
    { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a' },
    (part) => accessory(part),
    '/accessory',
    ['alt_text'],
  ],
  [
    'an input',
    { type: 'input', label: plain('a'), element: { type: 'plain_text_input' } },
    (part) => [part],
    '',
    ['label', 'element'],
  ],
  [
    'an icon',
    { type: 'icon', name: 'star' },
    (part) => [{ type: 'card', body: plain('a'), slack_icon: part }],
    '/slack_icon',
    ['type', 'name'],
  ],
];

describe.each(cases)('%s', (_what, whole, place, pointer, required) => {
  it('is taken as it is', () => expect(said(place(whole))).toEqual([]));
  it.each(required)('is refused without its %s', (field) => {
    const part = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== field));
    expect(said(place(part))).toContain(`missing required field: ${field} [json-pointer:/blocks/0${pointer}]`);
  });
});

describe('what need not be there', () => {
  it('is when typing is reported', () =>
    expect(said(input({ type: 'plain_text_input', dispatch_action_config: {} }))).toEqual([]));
  it('is the id of a file that has an address', () =>
    expect(said([{ type: 'image', alt_text: 'a', slack_file: { url: 'https://files.example.com/a.png' } }])).toEqual(
      [],
    ));
});
