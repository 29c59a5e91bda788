import { describe, expect, it } from 'vitest';

import { checkBlocks, type Surface } from '#callboard/local-workspace/checks/blocks.ts';
import { checkSuggestions } from '#callboard/local-workspace/checks/suggestions.ts';
import { checkView } from '#callboard/local-workspace/checks/view.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const long = (count: number) => 'x'.repeat(count);
const many = <Item>(count: number, item: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => item(index));
const option = (index: number) => ({ text: plain(`Option ${index}`), value: `v${index}` });
const button = (more: object = {}) => ({ type: 'button', action_id: 'press', text: plain('Press'), ...more });
const actions = (...elements: object[]) => [{ type: 'actions', elements }];
const input = (element: object, more: object = {}) => [{ type: 'input', label: plain('Label'), element, ...more }];
const section = (more: object) => [{ type: 'section', ...more }];
const select = (more: object) => ({ type: 'static_select', action_id: 'choose', ...more });
const task = (more: object = {}) => ({ type: 'task_card', task_id: 't', title: 'Task', status: 'pending', ...more });
const rich = (count: number) => ({
  type: 'rich_text',
  elements: many(count, () => ({ type: 'rich_text_section', elements: [{ type: 'text', text: 'a' }] })),
});
const cell = { type: 'raw_text', text: 'cell' };

type Limit = [what: string, limit: number, blocks: (count: number) => object[], surface?: Surface];

const mosts: Limit[] = [
  ['blocks of a message', 50, (count) => many(count, () => ({ type: 'divider' }))],
  ['blocks of a modal', 100, (count) => many(count, () => ({ type: 'divider' })), 'modal'],
  ['blocks of a home', 100, (count) => many(count, () => ({ type: 'divider' })), 'home'],
  ['characters of a block_id', 255, (count) => [{ type: 'divider', block_id: long(count) }]],
  ['characters of an action_id', 255, (count) => actions(button({ action_id: long(count) }))],
  ['characters of a section', 3_000, (count) => section({ text: mrkdwn(long(count)) })],
  ['characters of a section field', 2_000, (count) => section({ fields: [mrkdwn(long(count))] })],
  ['fields of a section', 10, (count) => section({ fields: many(count, () => mrkdwn('a')) })],
  ['characters of a header', 150, (count) => [{ type: 'header', text: plain(long(count)) }]],
  ['elements of a context', 10, (count) => [{ type: 'context', elements: many(count, () => mrkdwn('a')) }]],
  ['elements of actions', 25, (count) => actions(...many(count, (index) => button({ action_id: `a${index}` })))],
  ['characters of a button', 75, (count) => actions(button({ text: plain(long(count)) }))],
  ['characters of a button value', 2_000, (count) => actions(button({ value: long(count) }))],
  ['characters of an accessibility label', 75, (count) => actions(button({ accessibility_label: long(count) }))],
  ['characters of a URL', 3_000, (count) => actions(button({ url: `https://e.com/${long(count - 14)}` }))],
  [
    'characters of a confirmation title',
    100,
    (count) => actions(button({ confirm: { text: plain('Sure?'), title: plain(long(count)) } })),
  ],
  ['characters of a confirmation', 300, (count) => actions(button({ confirm: { text: plain(long(count)) } }))],
  [
    'characters of a confirmation button',
    30,
    (count) => actions(button({ confirm: { text: plain('Sure?'), confirm: plain(long(count)) } })),
  ],
  [
    'characters of a deny button',
    30,
    (count) => actions(button({ confirm: { text: plain('Sure?'), deny: plain(long(count)) } })),
  ],
  ['options of a select', 100, (count) => actions(select({ options: many(count, option) }))],
  [
    'option groups of a select',
    100,
    (count) =>
      actions(select({ option_groups: many(count, (index) => ({ label: plain('Group'), options: [option(index)] })) })),
  ],
  [
    'options of an option group',
    100,
    (count) => actions(select({ option_groups: [{ label: plain('Group'), options: many(count, option) }] })),
  ],
  [
    'characters of an option group label',
    75,
    (count) => actions(select({ option_groups: [{ label: plain(long(count)), options: [option(1)] }] })),
  ],
  ['characters of an option', 75, (count) => actions(select({ options: [{ text: plain(long(count)), value: 'v' }] }))],
  [
    'characters of an option value',
    150,
    (count) => actions(select({ options: [{ text: plain('a'), value: long(count) }] })),
  ],
  [
    'characters of an option description',
    75,
    (count) => actions(select({ options: [{ ...option(1), description: plain(long(count)) }] })),
  ],
  [
    'characters of a placeholder',
    150,
    (count) => actions(select({ options: [option(1)], placeholder: plain(long(count)) })),
  ],
  ['options of checkboxes', 10, (count) => actions({ type: 'checkboxes', options: many(count, option) })],
  ['options of radio buttons', 10, (count) => actions({ type: 'radio_buttons', options: many(count, option) })],
  ['options of an overflow menu', 5, (count) => actions({ type: 'overflow', options: many(count, option) })],
  [
    'characters of an input label',
    2_000,
    (count) => [{ type: 'input', label: plain(long(count)), element: { type: 'plain_text_input' } }],
    'modal',
  ],
  [
    'characters of an input hint',
    2_000,
    (count) => input({ type: 'plain_text_input' }, { hint: plain(long(count)) }),
    'modal',
  ],
  [
    'characters of an initial value',
    3_000,
    (count) => input({ type: 'plain_text_input', initial_value: long(count) }),
    'modal',
  ],
  ['as max_length', 3_000, (count) => input({ type: 'plain_text_input', max_length: count }), 'modal'],
  ['as min_length', 3_000, (count) => input({ type: 'plain_text_input', min_length: count }), 'modal'],
  [
    'characters of an alt text',
    2_000,
    (count) => [{ type: 'image', image_url: 'https://e.com/a.png', alt_text: long(count) }],
  ],
  [
    'characters of an image title',
    2_000,
    (count) => [{ type: 'image', image_url: 'https://e.com/a.png', alt_text: 'a', title: plain(long(count)) }],
  ],
  ['characters of a markdown block', 12_000, (count) => [{ type: 'markdown', text: long(count) }]],
  [
    'characters of all markdown blocks',
    12_000,
    (count) => [
      { type: 'markdown', text: long(6_000) },
      { type: 'markdown', text: long(count - 6_000) },
    ],
  ],
  ['rows of a table', 100, (count) => [{ type: 'table', rows: many(count, () => [cell]) }]],
  ['columns of a table', 20, (count) => [{ type: 'table', rows: [many(count, () => cell)] }]],
  [
    'column settings of a table',
    20,
    (count) => [{ type: 'table', rows: [[cell]], column_settings: many(count, () => ({ align: 'left' })) }],
  ],
  ['tables of a message', 1, (count) => many(count, () => ({ type: 'table', rows: [[cell]] }))],
  ['rich texts of task details', 1, (count) => [task({ details: rich(count) })]],
  ['characters of a card title', 150, (count) => [{ type: 'card', title: mrkdwn(long(count)) }]],
  ['characters of a card body', 200, (count) => [{ type: 'card', body: mrkdwn(long(count)) }]],
  [
    'buttons of a card',
    3,
    (count) => [{ type: 'card', actions: many(count, (index) => button({ action_id: `a${index}` })) }],
  ],
  [
    'cards of a carousel',
    10,
    (count) => [{ type: 'carousel', elements: many(count, () => ({ type: 'card', title: mrkdwn('a') })) }],
  ],
  [
    'elements of context actions',
    5,
    (count) => [
      {
        type: 'context_actions',
        elements: many(count, (index) => ({
          type: 'icon_button',
          action_id: `a${index}`,
          icon: 'trash',
          text: plain('Bin'),
        })),
      },
    ],
  ],
  ['characters of an alert', 200, (count) => [{ type: 'alert', text: plain(long(count)) }], 'modal'],
  [
    'indent of a list',
    8,
    (count) => [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            style: 'bullet',
            indent: count,
            elements: [{ type: 'rich_text_section', elements: [] }],
          },
        ],
      },
    ],
  ],
];

describe.each(mosts)('%s', (_what, limit, blocks, surface = 'message') => {
  it(`${limit} are taken`, () => expect(checkBlocks(blocks(limit), surface, '/blocks')).toEqual([]));
  it(`${limit + 1} are refused`, () => expect(checkBlocks(blocks(limit + 1), surface, '/blocks')).not.toEqual([]));
});

const view = (more: object = {}) => ({ type: 'modal', title: plain('Title'), blocks: [{ type: 'divider' }], ...more });
const viewMosts: [string, number, (count: number) => object][] = [
  ['title', 24, (count) => view({ title: plain(long(count)) })],
  ['submit', 24, (count) => view({ submit: plain(long(count)) })],
  ['close', 24, (count) => view({ close: plain(long(count)) })],
  ['private_metadata', 3_000, (count) => view({ private_metadata: long(count) })],
  ['callback_id', 255, (count) => view({ callback_id: long(count) })],
  ['external_id', 255, (count) => view({ external_id: long(count) })],
];

describe.each(viewMosts)('the %s of a view', (_what, limit, build) => {
  it(`of ${limit} characters is taken`, () => expect(checkView(build(limit))).toEqual([]));
  it(`of ${limit + 1} characters is refused`, () =>
    expect(checkView(build(limit + 1))).toMatchObject([{ message: `must be less than ${limit + 1} characters` }]));
});

describe('a view', () => {
  const padded = (bytes: number) => {
    const full = many(99, () => section({ text: plain(long(2_450)) })).flat();
    const rest =
      bytes - Buffer.byteLength(JSON.stringify(view({ blocks: [...full, ...section({ text: plain('') })] })));
    return view({ blocks: [...full, ...section({ text: plain(long(rest)) })] });
  };
  it('of 250,000 bytes is taken', () => expect(checkView(padded(250_000))).toEqual([]));
  it('of one byte more is refused', () =>
    expect(checkView(padded(250_001))).toMatchObject([{ message: 'must be less than 250001 bytes' }]));
});

describe('options that an app suggests', () => {
  it.each([0, 100])('%i are taken', (count) => expect(checkSuggestions({ options: many(count, option) })).toEqual([]));
  it('101 are refused', () => expect(checkSuggestions({ options: many(101, option) })).not.toEqual([]));
});
