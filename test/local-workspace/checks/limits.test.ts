import { describe, expect, it } from 'vitest';

import { checkBlocks } from '#callboard/local-workspace/checks/blocks.ts';
import { describeProblems } from '#callboard/local-workspace/checks/check.ts';
import { checkSuggestions } from '#callboard/local-workspace/checks/suggestions.ts';
import type { Surface } from '#callboard/local-workspace/checks/surface.ts';
import { checkView, isViewTooLarge } from '#callboard/local-workspace/checks/view.ts';

import {
  accessory,
  actions,
  button,
  cell,
  confirm,
  dataTable,
  input,
  long,
  many,
  modal,
  mrkdwn,
  option,
  picture,
  plain,
  richText,
  section,
  select,
  task,
  video,
} from './samples.ts';

type Limit = [what: string, limit: number, blocks: (count: number) => object[], surface?: Surface];

/** Whether a refusal is for the limit: it names it, or its neighbour. */
const forLimit = (limit: number) => {
  const number = `(${limit - 1}|${limit}|${limit + 1})(?!\\d)`;
  return expect.stringMatching(new RegExp(`(less|more|greater) than ${number}|only one element may have focus`));
};

const said = (blocks: object[], surface: Surface) => describeProblems(checkBlocks(blocks, surface, '/blocks'));

/** `limit` is taken and one more is refused; the numbers are Slack's, written here a second time on purpose. */
const describeMosts = (mosts: readonly Limit[]) =>
  describe.each(mosts)('%s', (_what, limit, blocks, surface = 'message') => {
    it(`${limit} are taken`, () => expect(said(blocks(limit), surface)).toEqual([]));
    it(`${limit + 1} are refused`, () => expect(said(blocks(limit + 1), surface)).toContainEqual(forLimit(limit)));
  });

/** `limit` is taken and one less is refused. */
const describeLeasts = (leasts: readonly Limit[]) =>
  describe.each(leasts)('%s', (_what, limit, blocks, surface = 'message') => {
    it(`${limit} are taken`, () => expect(said(blocks(limit), surface)).toEqual([]));
    it(`${limit - 1} are refused`, () => expect(said(blocks(limit - 1), surface)).toContainEqual(forLimit(limit)));
  });

describe('blocks at their most', () => {
  const divider = () => ({ type: 'divider' });
  describeMosts([
    ['blocks of a message', 50, (count) => many(count, divider)],
    ['blocks of an unfurl', 50, (count) => many(count, divider), 'unfurl'],
    ['blocks of a modal', 100, (count) => many(count, divider), 'modal'],
    ['blocks of a home', 100, (count) => many(count, divider), 'home'],
    ['characters of a block_id', 255, (count) => [{ type: 'divider', block_id: long(count) }]],
    ['elements of actions', 25, (count) => actions(...many(count, (index) => button({ action_id: `a${index}` })))],
    ['characters of an alert', 200, (count) => [{ type: 'alert', text: plain(long(count)) }], 'modal'],
    ['characters of a card title', 150, (count) => [{ type: 'card', title: mrkdwn(long(count)) }]],
    [
      'characters of a card subtitle',
      150,
      (count) => [{ type: 'card', title: plain('a'), subtitle: plain(long(count)) }],
    ],
    ['characters of a card body', 200, (count) => [{ type: 'card', body: mrkdwn(long(count)) }]],
    ['characters of a card subtext', 200, (count) => [{ type: 'card', body: plain('a'), subtext: plain(long(count)) }]],
    ['buttons of a card', 3, (count) => [{ type: 'card', actions: many(count, () => button()) }]],
    [
      'cards of a carousel',
      10,
      (count) => [{ type: 'carousel', elements: many(count, () => ({ type: 'card', title: mrkdwn('a') })) }],
    ],
    [
      'characters of a container title',
      150,
      (count) => [{ type: 'container', title: plain(long(count)), child_blocks: [divider()] }],
    ],
    [
      'characters of a container subtitle',
      150,
      (count) => [{ type: 'container', title: plain('a'), subtitle: mrkdwn(long(count)), child_blocks: [divider()] }],
    ],
    [
      'blocks of a container',
      10,
      (count) => [{ type: 'container', title: plain('a'), child_blocks: many(count, divider) }],
    ],
    ['elements of a context', 10, (count) => [{ type: 'context', elements: many(count, () => mrkdwn('a')) }]],
    ['characters of a context text', 3_000, (count) => [{ type: 'context', elements: [mrkdwn(long(count))] }]],
    [
      'elements of context actions',
      5,
      (count) => [
        {
          type: 'context_actions',
          elements: many(count, () => ({ type: 'icon_button', icon: 'trash', text: plain('Bin') })),
        },
      ],
    ],
    ['rows of a data table', 201, (count) => [dataTable(count)]],
    ['columns of a data table', 20, (count) => [dataTable(2, count)]],
    ['rows of its page', 100, (count) => [dataTable(2, 1, { page_size: count })]],
    ['as its row header', 1, (count) => [dataTable(2, 2, { row_header_column_index: count })]],
    [
      'characters of a data table',
      20_000,
      (count) => [dataTable(2, 1, { rows: [[cell(long(count - 1))], [cell('a')]] })],
    ],
    ['characters of a header', 150, (count) => [{ type: 'header', text: plain(long(count)) }]],
    ['as level of a header', 4, (count) => [{ type: 'header', text: plain('a'), level: count }]],
    ['characters of an image address', 3_000, (count) => [picture({ image_url: `https://e.com/${long(count - 14)}` })]],
    ['characters of an alt text', 2_000, (count) => [picture({ alt_text: long(count) })]],
    ['characters of an image title', 2_000, (count) => [picture({ title: plain(long(count)) })]],
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
    ['characters of a markdown block', 12_000, (count) => [{ type: 'markdown', text: long(count) }]],
    [
      'characters of all markdown blocks',
      12_000,
      (count) => [
        { type: 'markdown', text: long(6_000) },
        { type: 'markdown', text: long(count - 6_000) },
      ],
    ],
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
    ['characters of a section', 3_000, (count) => section({ text: mrkdwn(long(count)) })],
    ['characters of a section field', 2_000, (count) => section({ fields: [mrkdwn(long(count))] })],
    ['fields of a section', 10, (count) => section({ fields: many(count, () => mrkdwn('a')) })],
    ['rows of a table', 100, (count) => [{ type: 'table', rows: many(count, () => [cell()]) }]],
    ['columns of a table', 20, (count) => [{ type: 'table', rows: [many(count, () => cell())] }]],
    [
      'column settings of a table',
      20,
      (count) => [{ type: 'table', rows: [[cell()]], column_settings: many(count, () => ({ align: 'left' })) }],
    ],
    [
      'characters of a table',
      10_000,
      (count) => [{ type: 'table', rows: [[cell(long(count - 1)), richText(1, 'a')]] }],
    ],
    ['rich texts of task details', 1, (count) => [task({ details: richText(count) })]],
    ['rich texts of task output', 1, (count) => [task({ output: richText(count) })]],
    ['characters of a video title', 199, (count) => [video({ title: plain(long(count)) })]],
    ['characters of a video description', 199, (count) => [video({ description: plain(long(count)) })]],
    ['characters of a video author', 49, (count) => [video({ author_name: long(count) })]],
  ]);
});

describe('elements at their most', () => {
  const feedback = (more: object) => [
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          positive_button: { text: plain('Good'), value: 'g', ...more },
          negative_button: { text: plain('Bad'), value: 'b' },
        },
      ],
    },
  ];
  const icon = (more: object) => [
    { type: 'context_actions', elements: [{ type: 'icon_button', icon: 'trash', text: plain('Bin'), ...more }] },
  ];
  const workflow = (more: object) => ({
    type: 'workflow_button',
    action_id: 'run',
    text: plain('Run'),
    workflow: { trigger: { url: 'https://slack.com/shortcuts/Ft1/a' } },
    ...more,
  });
  const options = (more: object) => actions(select({ options: [{ ...option(1), ...more }] }));
  const menu = (type: string, more: object) => actions({ type, ...more });
  describeMosts([
    ['characters of an action_id', 255, (count) => actions(button({ action_id: long(count) }))],
    ['characters of a button', 75, (count) => actions(button({ text: plain(long(count)) }))],
    ['characters of a button value', 2_000, (count) => actions(button({ value: long(count) }))],
    ['characters of a button address', 3_000, (count) => actions(button({ url: `https://e.com/${long(count - 14)}` }))],
    ['characters of an accessibility label', 75, (count) => actions(button({ accessibility_label: long(count) }))],
    ['characters of a workflow button', 75, (count) => actions(workflow({ text: plain(long(count)) }))],
    ['characters of its accessibility label', 75, (count) => actions(workflow({ accessibility_label: long(count) }))],
    ['characters of its action_id', 255, (count) => actions(workflow({ action_id: long(count) }))],
    ['characters of a feedback button', 75, (count) => feedback({ text: plain(long(count)) })],
    ['characters of a feedback value', 2_000, (count) => feedback({ value: long(count) })],
    ['characters of a feedback label', 75, (count) => feedback({ accessibility_label: long(count) })],
    ['characters of an icon button', 75, (count) => icon({ text: plain(long(count)) })],
    ['characters of an icon button value', 2_000, (count) => icon({ value: long(count) })],
    ['characters of an icon button label', 75, (count) => icon({ accessibility_label: long(count) })],
    [
      'characters of a confirmation title',
      100,
      (count) => actions(button({ confirm: confirm({ title: plain(long(count)) }) })),
    ],
    [
      'characters of a confirmation',
      300,
      (count) => actions(button({ confirm: confirm({ text: mrkdwn(long(count)) }) })),
    ],
    [
      'characters of a confirming button',
      30,
      (count) => actions(button({ confirm: confirm({ confirm: plain(long(count)) }) })),
    ],
    [
      'characters of a denying button',
      30,
      (count) => actions(button({ confirm: confirm({ deny: plain(long(count)) }) })),
    ],
    ['characters of an option', 75, (count) => options({ text: plain(long(count)) })],
    ['characters of an option value', 150, (count) => options({ value: long(count) })],
    ['characters of an option description', 75, (count) => options({ description: plain(long(count)) })],
    [
      'characters of an option address',
      3_000,
      (count) => menu('overflow', { options: [{ ...option(1), url: `https://e.com/${long(count - 14)}` }] }),
    ],
    [
      'characters of a box',
      75,
      (count) => menu('checkboxes', { options: [{ ...option(1), text: mrkdwn(long(count)) }] }),
    ],
    [
      'characters of a box description',
      75,
      (count) => menu('radio_buttons', { options: [{ ...option(1), description: mrkdwn(long(count)) }] }),
    ],
    ['options of a select', 100, (count) => actions(select({ options: many(count, option) }))],
    ['options of a multi-select', 100, (count) => menu('multi_static_select', { options: many(count, option) })],
    [
      'option groups of a select',
      100,
      (count) =>
        actions(
          select({ option_groups: many(count, (index) => ({ label: plain('Group'), options: [option(index)] })) }),
        ),
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
    [
      'options chosen at first',
      2,
      (count) =>
        menu('multi_static_select', {
          options: many(9, option),
          initial_options: many(count, option),
          max_selected_items: 2,
        }),
    ],
    [
      'people chosen at first',
      2,
      (count) =>
        menu('multi_users_select', { initial_users: many(count, (index) => `U${index}`), max_selected_items: 2 }),
    ],
    ...['static_select', 'multi_static_select'].map((type): Limit => [
      `characters of the placeholder of a ${type}`,
      150,
      (count) => menu(type, { options: [option(1)], placeholder: plain(long(count)) }),
    ]),
    ...[
      'external_select',
      'users_select',
      'conversations_select',
      'channels_select',
      'multi_external_select',
      'multi_users_select',
      'multi_conversations_select',
      'multi_channels_select',
      'datepicker',
      'timepicker',
    ].map((type): Limit => [
      `characters of the placeholder of a ${type}`,
      150,
      (count) => menu(type, { placeholder: plain(long(count)) }),
    ]),
    ...['plain_text_input', 'email_text_input', 'url_text_input'].map((type): Limit => [
      `characters of the placeholder of a ${type}`,
      150,
      (count) => input({ type, placeholder: plain(long(count)) }),
      'modal',
    ]),
    ['options of checkboxes', 10, (count) => menu('checkboxes', { options: many(count, option) })],
    ['options of radio buttons', 10, (count) => menu('radio_buttons', { options: many(count, option) })],
    ['options of an overflow menu', 5, (count) => menu('overflow', { options: many(count, option) })],
    ['seconds of a datetimepicker', 9_999_999_999, (count) => menu('datetimepicker', { initial_date_time: count })],
    [
      'characters of an initial value',
      3_000,
      (count) => input({ type: 'plain_text_input', initial_value: long(count) }),
      'modal',
    ],
    [
      'characters of an initial email address',
      3_000,
      (count) => input({ type: 'email_text_input', initial_value: long(count) }),
      'modal',
    ],
    [
      'characters of an initial address',
      3_000,
      (count) => input({ type: 'url_text_input', initial_value: long(count) }),
      'modal',
    ],
    ['as max_length', 3_000, (count) => input({ type: 'plain_text_input', max_length: count }), 'modal'],
    ['as min_length', 3_000, (count) => input({ type: 'plain_text_input', min_length: count }), 'modal'],
    [
      'as initial length',
      5,
      (count) => input({ type: 'plain_text_input', max_length: 5, initial_value: long(count) }),
      'modal',
    ],
    ['as min_lines', 100, (count) => input({ type: 'rich_text_input', action_id: 'a', min_lines: count }), 'modal'],
    ['as max_lines', 100, (count) => input({ type: 'rich_text_input', action_id: 'a', max_lines: count }), 'modal'],
    ['files of a file input', 10, (count) => input({ type: 'file_input', max_files: count }), 'modal'],
    [
      'elements with focus',
      1,
      (count) => many(count, () => input({ type: 'plain_text_input', focus_on_load: true })).flat(),
      'modal',
    ],
    ['characters of the alt text of an accessory', 2_000, (count) => accessory(picture({ alt_text: long(count) }))],
  ]);
});

describe('what must be there', () => {
  describeLeasts([
    ['characters of a text', 1, (count) => section({ text: plain(long(count)) })],
    ['characters of a block_id', 1, (count) => [{ type: 'divider', block_id: long(count) }]],
    ['characters of an action_id', 1, (count) => actions(button({ action_id: long(count) }))],
    [
      'characters of an option value',
      1,
      (count) => actions(select({ options: [{ text: plain('a'), value: long(count) }] })),
    ],
    ['characters of an alt text', 1, (count) => [picture({ alt_text: long(count) })]],
    ['blocks of a modal', 1, (count) => many(count, () => ({ type: 'divider' })), 'modal'],
    ['elements of actions', 1, (count) => actions(...many(count, () => button()))],
    ['elements of a context', 1, (count) => [{ type: 'context', elements: many(count, () => plain('a')) }]],
    ['fields of a section', 1, (count) => section({ fields: many(count, () => plain('a')) })],
    [
      'cards of a carousel',
      1,
      (count) => [{ type: 'carousel', elements: many(count, () => ({ type: 'card', body: plain('a') })) }],
    ],
    [
      'blocks of a container',
      1,
      (count) => [{ type: 'container', title: plain('a'), child_blocks: many(count, () => ({ type: 'divider' })) }],
    ],
    ['rows of a table', 1, (count) => [{ type: 'table', rows: many(count, () => [cell()]) }]],
    ['cells of a row', 1, (count) => [{ type: 'table', rows: [many(count, () => cell())] }]],
    ['characters of a cell', 1, (count) => [{ type: 'table', rows: [[cell(long(count))]] }]],
    ['rows of a data table', 2, (count) => [dataTable(count)]],
    ['columns of a data table', 1, (count) => [dataTable(2, count)]],
    ['rows of its page', 1, (count) => [dataTable(2, 1, { page_size: count })]],
    ['as level of a header', 1, (count) => [{ type: 'header', text: plain('a'), level: count }]],
    ['elements of a rich text', 1, (count) => [richText(count)]],
    ['options of a select', 1, (count) => actions(select({ options: many(count, option) }))],
    ['options of checkboxes', 1, (count) => actions({ type: 'checkboxes', options: many(count, option) })],
    ['options of an overflow menu', 1, (count) => actions({ type: 'overflow', options: many(count, option) })],
    ['items that may be chosen', 1, (count) => actions({ type: 'multi_users_select', max_selected_items: count })],
    ['characters before a search', 0, (count) => actions({ type: 'external_select', min_query_length: count })],
    [
      'seconds of a datetimepicker',
      1_000_000_000,
      (count) => actions({ type: 'datetimepicker', initial_date_time: count }),
    ],
    ['as max_length', 1, (count) => input({ type: 'plain_text_input', max_length: count }), 'modal'],
    ['as min_length', 0, (count) => input({ type: 'plain_text_input', min_length: count }), 'modal'],
    ['as max_lines', 1, (count) => input({ type: 'rich_text_input', action_id: 'a', max_lines: count }), 'modal'],
    ['files of a file input', 1, (count) => input({ type: 'file_input', max_files: count }), 'modal'],
    [
      'as indent of a list',
      0,
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
  ]);
});

const home = { type: 'home', blocks: [{ type: 'divider' }] };

describe.each<[string, number, (count: number) => object]>([
  ['title', 24, (count) => modal({ title: plain(long(count)) })],
  ['submit', 24, (count) => modal({ submit: plain(long(count)) })],
  ['close', 24, (count) => modal({ close: plain(long(count)) })],
  ['private_metadata', 3_000, (count) => modal({ private_metadata: long(count) })],
  ['callback_id', 255, (count) => modal({ callback_id: long(count) })],
  ['external_id', 255, (count) => modal({ external_id: long(count) })],
  ['private_metadata at home', 3_000, (count) => ({ ...home, private_metadata: long(count) })],
  ['callback_id at home', 255, (count) => ({ ...home, callback_id: long(count) })],
  ['external_id at home', 255, (count) => ({ ...home, external_id: long(count) })],
])('the %s of a view', (_what, limit, build) => {
  it(`of ${limit} characters is taken`, () => expect(checkView(build(limit))).toEqual([]));
  it(`of ${limit + 1} characters is refused`, () =>
    expect(checkView(build(limit + 1))).toMatchObject([
      { message: 'failed to match all allowed schemas', pointer: '/view' },
      { message: `must be less than ${limit + 1} characters` },
    ]));
});

describe('a view', () => {
  const padded = (bytes: number) => {
    const full = many(99, () => section({ text: plain(long(2_450)) })).flat();
    const rest =
      bytes - Buffer.byteLength(JSON.stringify(modal({ blocks: [...full, ...section({ text: plain('') })] })));
    return modal({ blocks: [...full, ...section({ text: plain(long(rest)) })] });
  };
  it('of 250,000 bytes is taken', () => {
    expect(isViewTooLarge(padded(250_000))).toBe(false);
    expect(checkView(padded(250_000))).toEqual([]);
  });
  it('of one byte more is too large', () => expect(isViewTooLarge(padded(250_001))).toBe(true));
});

describe('options that an app suggests', () => {
  const groups = (count: number, options: number) => ({
    option_groups: many(count, () => ({ label: plain('Group'), options: many(options, option) })),
  });
  it.each([0, 100])('%i are taken', (count) => expect(checkSuggestions({ options: many(count, option) })).toEqual([]));
  it('101 are refused', () => expect(checkSuggestions({ options: many(101, option) })).not.toEqual([]));
  it('are taken in 100 groups', () => expect(checkSuggestions(groups(100, 1))).toEqual([]));
  it('are refused in 101 groups', () => expect(checkSuggestions(groups(101, 1))).not.toEqual([]));
  it('100 are taken in one group', () => expect(checkSuggestions(groups(1, 100))).toEqual([]));
  it('101 are refused in one group', () => expect(checkSuggestions(groups(1, 101))).not.toEqual([]));
});
