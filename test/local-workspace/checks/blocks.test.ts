import { describe, expect, it } from 'vitest';

import { checkBlocks, type Surface } from '#callboard/local-workspace/checks/blocks.ts';
import { describeProblems } from '#callboard/local-workspace/checks/check.ts';
import { checkView } from '#callboard/local-workspace/checks/view.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const problems = (blocks: unknown, surface: Surface = 'message') =>
  describeProblems(checkBlocks(blocks, surface, '/blocks'));
const actions = (element: object) => [{ type: 'actions', elements: [element] }];
const input = (element: object) => [{ type: 'input', label: plain('Label'), element }];
const one = { text: plain('One'), value: '1' };

describe('blocks are refused', () => {
  const cases: [what: string, blocks: unknown, said: string, surface?: Surface][] = [
    ['that are no list', 'text', 'must be an array [json-pointer:/blocks]'],
    ['of an unknown type', [{ type: 'sectoin' }], 'unsupported type: sectoin [json-pointer:/blocks/0]'],
    ['without a type', [{}], 'missing required field: type [json-pointer:/blocks/0]'],
    [
      'named like a built-in property',
      [{ type: 'constructor' }],
      'unsupported type: constructor [json-pointer:/blocks/0]',
    ],
    [
      'with an unknown field',
      [{ type: 'divider', colour: 'red' }],
      'invalid additional property: colour [json-pointer:/blocks/0]',
    ],
    ['that lack a field', [{ type: 'header' }], 'missing required field: text [json-pointer:/blocks/0]'],
    [
      'with empty text',
      [{ type: 'header', text: plain('') }],
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'with markup where there is none',
      [{ type: 'header', text: { type: 'mrkdwn', text: 'a' } }],
      'unsupported type: mrkdwn [json-pointer:/blocks/0/text]',
    ],
    [
      'with emoji on marked text',
      [{ type: 'section', text: { type: 'mrkdwn', text: 'a', emoji: true } }],
      'invalid additional property: emoji [json-pointer:/blocks/0/text]',
    ],
    [
      'for a section of nothing',
      [{ type: 'section' }],
      'must have at least one of: text, fields [json-pointer:/blocks/0]',
    ],
    [
      'of two with one block_id',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
      '`block_id` must be unique [json-pointer:/blocks]',
    ],
    [
      'for no actions',
      [{ type: 'actions', elements: [] }],
      'no less than 1 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'for text inputs outside inputs',
      actions({ type: 'plain_text_input' }),
      'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'for a button in an input',
      input({ type: 'button', text: plain('a') }),
      'unsupported type: button [json-pointer:/blocks/0/element]',
    ],
    [
      'for an unknown button style',
      actions({ type: 'button', text: plain('a'), style: 'default' }),
      'must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'for an address that is none',
      actions({ type: 'button', text: plain('a'), url: 'runbook' }),
      'must be a valid URL [json-pointer:/blocks/0/elements/0/url]',
    ],
    [
      'for a select with options and groups',
      actions({ type: 'static_select', options: [one], option_groups: [{ label: plain('a'), options: [one] }] }),
      'must have exactly one of: options, option_groups [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'for a select without options',
      actions({ type: 'static_select' }),
      'must have exactly one of: options, option_groups [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'for an initial option that is not offered',
      actions({ type: 'static_select', options: [one], initial_option: { ...one, text: plain('Uno') } }),
      'initial option must exactly match one of the options [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'for two options of one value',
      actions({ type: 'static_select', options: [one, one] }),
      'option values must be unique [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'for a menu option that is a link',
      actions({ type: 'static_select', options: [{ ...one, url: 'https://e.com' }] }),
      'invalid additional property: url [json-pointer:/blocks/0/elements/0/options/0]',
    ],
    [
      'for a number input that says nothing of decimals',
      input({ type: 'number_input' }),
      'missing required field: is_decimal_allowed [json-pointer:/blocks/0/element]',
    ],
    [
      'for numbers that are no strings',
      input({ type: 'number_input', is_decimal_allowed: true, min_value: 1 }),
      'must be a number written as a string [json-pointer:/blocks/0/element/min_value]',
    ],
    [
      'for bounds the wrong way round',
      input({ type: 'number_input', is_decimal_allowed: false, min_value: '10', max_value: '9' }),
      'min_value exceeds max_value [json-pointer:/blocks/0/element]',
    ],
    [
      'for a date that is none',
      actions({ type: 'datepicker', initial_date: '2026-13-01' }),
      'must be a date in the format YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]',
    ],
    [
      'for a time that is none',
      actions({ type: 'timepicker', initial_time: '24:00' }),
      'must be a time in the format HH:mm [json-pointer:/blocks/0/elements/0/initial_time]',
    ],
    [
      'for a picture without an address',
      [{ type: 'image', alt_text: 'a' }],
      'must have exactly one of: image_url, slack_file [json-pointer:/blocks/0]',
    ],
    [
      'for an unknown task status',
      [{ type: 'task_card', task_id: 'a', title: 'a', status: 'done' }],
      'must be one of: pending, in_progress, complete, error [json-pointer:/blocks/0/status]',
    ],
    [
      'for markdown in a modal',
      [{ type: 'markdown', text: 'a' }],
      'unsupported type: markdown [json-pointer:/blocks/0]',
      'modal',
    ],
    [
      'for a table in a modal',
      [{ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }],
      'unsupported type: table [json-pointer:/blocks/0]',
      'modal',
    ],
    [
      'for an alert in a message',
      [{ type: 'alert', text: plain('a') }],
      'unsupported type: alert [json-pointer:/blocks/0]',
    ],
    [
      'for two focused inputs',
      [
        ...input({ type: 'plain_text_input', focus_on_load: true }),
        ...input({ type: 'plain_text_input', focus_on_load: true }),
      ],
      'only one element may have focus_on_load [json-pointer:/blocks]',
      'modal',
    ],
    [
      'for unknown rich text',
      [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'bold', text: 'a' }] }] }],
      'unsupported type: bold [json-pointer:/blocks/0/elements/0/elements/0]',
    ],
  ];
  it.each(cases)('%s', (_what, blocks, said, surface) => expect(problems(blocks, surface)).toContain(said));

  it('for two elements of one action_id in a block', () => {
    const button = { type: 'button', action_id: 'a', text: plain('a') };
    expect(problems([{ type: 'actions', elements: [button, button] }])).toEqual([
      '`action_id` must be unique within a block [json-pointer:/blocks/0/elements]',
    ]);
  });

  it('with every problem at once', () => {
    expect(problems([{ type: 'header' }, { type: 'divider', colour: 'red' }])).toHaveLength(2);
  });
});

describe('blocks are taken', () => {
  const cases: [what: string, blocks: unknown, surface?: Surface][] = [
    [
      'of every kind of menu',
      [
        {
          type: 'actions',
          elements: [
            { type: 'static_select', options: [one], initial_option: one },
            { type: 'external_select', min_query_length: 0, placeholder: plain('a') },
            { type: 'users_select', initial_user: 'U1' },
            { type: 'conversations_select', filter: { include: ['public'] }, default_to_current_conversation: true },
            { type: 'channels_select', initial_channel: 'C1' },
            {
              type: 'multi_static_select',
              option_groups: [{ label: plain('a'), options: [one] }],
              max_selected_items: 1,
            },
            { type: 'multi_external_select', initial_options: [one] },
            { type: 'multi_users_select' },
            { type: 'multi_conversations_select' },
            { type: 'multi_channels_select' },
          ],
        },
      ],
    ],
    [
      'of every kind of input',
      [
        {
          type: 'plain_text_input',
          multiline: true,
          min_length: 1,
          max_length: 10,
          dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
        },
        { type: 'number_input', is_decimal_allowed: true, min_value: '-0.5', max_value: '10' },
        { type: 'email_text_input' },
        { type: 'url_text_input' },
        { type: 'datepicker', initial_date: '2026-02-28' },
        { type: 'timepicker', initial_time: '23:59' },
        { type: 'datetimepicker', initial_date_time: 1_764_000_000 },
        { type: 'checkboxes', options: [one], initial_options: [one] },
        { type: 'radio_buttons', options: [one], initial_option: one },
        { type: 'rich_text_input' },
      ].flatMap(input),
      'modal',
    ],
    [
      'of a plan with its tasks',
      [
        {
          type: 'plan',
          title: 'Run',
          tasks: [
            {
              type: 'task_card',
              task_id: 'a',
              title: 'Fetch',
              status: 'complete',
              sources: [{ type: 'url', url: 'https://e.com', text: 'e' }],
            },
          ],
        },
      ],
    ],
    [
      'of a card in a container',
      [
        { type: 'container', title: plain('a'), child_blocks: [{ type: 'divider' }] },
        { type: 'card', title: { type: 'mrkdwn', text: 'a' } },
      ],
    ],
    ['of an alert in a modal', [{ type: 'alert', level: 'warning', text: plain('a') }], 'modal'],
    [
      'with feedback buttons',
      [
        {
          type: 'context_actions',
          elements: [
            {
              type: 'feedback_buttons',
              positive_button: { text: plain('Good'), value: 'g' },
              negative_button: { text: plain('Bad'), value: 'b' },
            },
          ],
        },
      ],
    ],
  ];
  it.each(cases)('%s', (_what, blocks, surface) => expect(problems(blocks, surface)).toEqual([]));
});

describe('a view', () => {
  it('with an input needs a submit button', () => {
    const blocks = input({ type: 'plain_text_input' });
    expect(describeProblems(checkView({ type: 'modal', title: plain('a'), blocks }))).toEqual([
      'missing required field: submit [json-pointer:/view]',
    ]);
    expect(checkView({ type: 'modal', title: plain('a'), submit: plain('Go'), blocks })).toEqual([]);
  });
  it('without a title is refused', () => {
    expect(describeProblems(checkView({ type: 'modal', blocks: [{ type: 'divider' }] }))).toEqual([
      'missing required field: title [json-pointer:/view]',
    ]);
  });
  it('of nothing is refused', () => expect(checkView(undefined)).not.toEqual([]));
});
