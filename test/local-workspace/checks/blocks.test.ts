import { describe, expect, it } from 'vitest';

import { checkBlocks } from '#callboard/local-workspace/checks/blocks.ts';
import { describeProblems } from '#callboard/local-workspace/checks/check.ts';
import type { Surface } from '#callboard/local-workspace/checks/surface.ts';
import { checkView } from '#callboard/local-workspace/checks/view.ts';

import {
  actions,
  button,
  cell,
  confirm,
  dataTable,
  input,
  modal,
  picture,
  plain,
  richText,
  section,
  select,
  task,
  video,
} from './samples.ts';

const problems = (blocks: unknown, surface: Surface = 'message') =>
  describeProblems(checkBlocks(blocks, surface, '/blocks'));
const one = { text: plain('One'), value: '1' };

describe('blocks are refused', () => {
  const cases: [what: string, blocks: unknown, said: string, surface?: Surface][] = [
    ['that are no list', 'text', 'must provide an array [json-pointer:/blocks]'],
    ['of an unknown type', [{ type: 'sectoin' }], 'unsupported type: sectoin [json-pointer:/blocks/0/type]'],
    ['without a type', [{}], 'missing required field: type [json-pointer:/blocks/0]'],
    [
      'named like a built-in property',
      [{ type: 'constructor' }],
      'unsupported type: constructor [json-pointer:/blocks/0/type]',
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
      'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
    ],
    [
      'with emoji on marked text',
      [{ type: 'section', text: { type: 'mrkdwn', text: 'a', emoji: true } }],
      'invalid additional property: emoji [json-pointer:/blocks/0/text]',
    ],
    [
      'for a section of nothing',
      [{ type: 'section' }],
      'must define either `text` or `fields` [json-pointer:/blocks/0/type]',
    ],
    [
      'of two with one block_id',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
      '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
    ],
    [
      'for no actions',
      [{ type: 'actions', elements: [] }],
      'no less than 1 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'for text inputs outside inputs',
      actions({ type: 'plain_text_input' }),
      'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'for a button in an input',
      input({ type: 'button', text: plain('a') }),
      'unsupported type: button [json-pointer:/blocks/0/element/type]',
    ],
    [
      'for an unknown button style',
      actions({ type: 'button', text: plain('a'), style: 'default' }),
      'must be a valid enum value [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'for an address that is none',
      actions({ type: 'button', text: plain('a'), url: 'runbook' }),
      'must be a valid URL [json-pointer:/blocks/0/elements/0/url]',
    ],
    [
      'for a select with options and groups',
      actions({ type: 'static_select', options: [one], option_groups: [{ label: plain('a'), options: [one] }] }),
      'must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'for a select without options',
      actions({ type: 'static_select' }),
      'must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'for an initial option that is not offered',
      actions({ type: 'static_select', options: [one], initial_option: { ...one, text: plain('Uno') } }),
      'must be one of the provided options [json-pointer:/blocks/0/elements/0/initial_option]',
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
      'modal',
    ],
    [
      'for numbers that are no strings',
      input({ type: 'number_input', is_decimal_allowed: true, min_value: 1 }),
      'must provide a string [json-pointer:/blocks/0/element/min_value]',
      'modal',
    ],
    [
      'for strings that are no numbers',
      input({ type: 'number_input', is_decimal_allowed: true, max_value: '1e3' }),
      'must be a number written as a string [json-pointer:/blocks/0/element/max_value]',
      'modal',
    ],
    [
      'for bounds the wrong way round',
      input({ type: 'number_input', is_decimal_allowed: false, min_value: '10', max_value: '9' }),
      'min_value exceeds max_value [json-pointer:/blocks/0/element]',
      'modal',
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
      'must define either `image_url` or `slack_file` [json-pointer:/blocks/0/type]',
    ],
    [
      'for an unknown task status',
      [{ type: 'task_card', task_id: 'a', title: 'a', status: 'done' }],
      'must be a valid enum value [json-pointer:/blocks/0/status]',
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
      'unsupported type: bold [json-pointer:/blocks/0/elements/0/elements/0/type]',
    ],
    [
      'with a text that is no object',
      [{ type: 'header', text: 'a' }],
      'must provide an object [json-pointer:/blocks/0/text]',
    ],
    [
      'with a text that is no string',
      [{ type: 'header', text: { type: 'plain_text', text: 1 } }],
      'must provide a string [json-pointer:/blocks/0/text/text]',
    ],
    [
      'with null for a field',
      actions(button({ style: null })),
      'must provide a string [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'with a number for a flag',
      actions(select({ options: [one], focus_on_load: 1 })),
      'must provide a boolean [json-pointer:/blocks/0/elements/0/focus_on_load]',
    ],
    [
      'with a fraction for a count',
      actions({ type: 'multi_users_select', max_selected_items: 1.5 }),
      'must provide an integer [json-pointer:/blocks/0/elements/0/max_selected_items]',
    ],
    [
      'with verbatim on plain text',
      [{ type: 'header', text: { ...plain('a'), verbatim: true } }],
      'invalid additional property: verbatim [json-pointer:/blocks/0/text]',
    ],
    [
      'for two elements of one action_id in a block',
      actions(button({ action_id: 'a' }), button({ action_id: 'a' })),
      '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ],
    [
      'for two buttons of one action_id on a card',
      [{ type: 'card', actions: [button({ action_id: 'a' }), button({ action_id: 'a' })] }],
      '`action_id` "a" already exists [json-pointer:/blocks/0/actions/1/action_id]',
    ],
    [
      'of one block_id inside a container and beside it',
      [
        { type: 'container', title: plain('a'), child_blocks: [{ type: 'divider', block_id: 'a' }] },
        { type: 'divider', block_id: 'a' },
      ],
      '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
    ],
    [
      'of one block_id on two cards',
      [
        {
          type: 'carousel',
          elements: [
            { type: 'card', block_id: 'a', body: plain('a') },
            { type: 'card', block_id: 'a', body: plain('a') },
          ],
        },
      ],
      '`block_id` "a" already exists [json-pointer:/blocks/0/elements/1/block_id]',
    ],
    [
      'for initial boxes that are not offered',
      actions({ type: 'checkboxes', options: [one], initial_options: [{ ...one, value: '2' }] }),
      'must be one of the provided options [json-pointer:/blocks/0/elements/0/initial_options]',
    ],
    [
      'for no initial options',
      actions({ type: 'checkboxes', options: [one], initial_options: [] }),
      'no less than 1 items allowed [json-pointer:/blocks/0/elements/0/initial_options]',
    ],
    [
      'for one value in two groups',
      actions(
        select({
          option_groups: [
            { label: plain('a'), options: [one] },
            { label: plain('b'), options: [one] },
          ],
        }),
      ),
      'option values must be unique [json-pointer:/blocks/0/elements/0/option_groups]',
    ],
    [
      'for an option of a menu with markup',
      actions(select({ options: [{ text: { type: 'mrkdwn', text: 'a' }, value: 'a' }] })),
      'unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/options/0/text/type]',
    ],
    [
      'for an option without a value',
      actions(select({ options: [{ text: plain('a') }] })),
      'missing required field: value [json-pointer:/blocks/0/elements/0/options/0]',
    ],
    [
      'for a confirmation without a title',
      actions(button({ confirm: { ...confirm(), title: undefined } })),
      'missing required field: title [json-pointer:/blocks/0/elements/0/confirm]',
    ],
    [
      'for a filter of nothing',
      actions({ type: 'conversations_select', filter: {} }),
      'must have at least one field [json-pointer:/blocks/0/elements/0/filter]',
    ],
    [
      'for a filter that includes nothing',
      actions({ type: 'conversations_select', filter: { include: [] } }),
      'no less than 1 items allowed [json-pointer:/blocks/0/elements/0/filter/include]',
    ],
    [
      'for a filter of unknown conversations',
      actions({ type: 'conversations_select', filter: { include: ['channels'] } }),
      'must be a valid enum value [json-pointer:/blocks/0/elements/0/filter/include/0]',
    ],
    [
      'for a person by name',
      actions({ type: 'users_select', initial_user: 'jane' }),
      'must be the id of a person [json-pointer:/blocks/0/elements/0/initial_user]',
    ],
    [
      'for a channel by name',
      actions({ type: 'channels_select', initial_channel: '#general' }),
      'must be the id of a channel [json-pointer:/blocks/0/elements/0/initial_channel]',
    ],
    [
      'for a conversation by name',
      actions({ type: 'conversations_select', initial_conversation: 'general' }),
      'must be the id of a conversation [json-pointer:/blocks/0/elements/0/initial_conversation]',
    ],
    [
      'for a day that is not',
      actions({ type: 'datepicker', initial_date: '2026-02-29' }),
      'must be a date in the format YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]',
    ],
    [
      'for a time zone that is not',
      actions({ type: 'timepicker', timezone: 'Europe/Atlantis' }),
      'must be a time zone of the IANA database [json-pointer:/blocks/0/elements/0/timezone]',
    ],
    [
      'for an icon that is not',
      [{ type: 'context_actions', elements: [{ type: 'icon_button', icon: 'bin', text: plain('a') }] }],
      'must be a valid enum value [json-pointer:/blocks/0/elements/0/icon]',
    ],
    [
      'for a workflow button without an action_id',
      actions({ type: 'workflow_button', text: plain('a'), workflow: { trigger: { url: 'https://slack.com/a' } } }),
      'missing required field: action_id [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'for a workflow without a trigger',
      actions({ type: 'workflow_button', action_id: 'a', text: plain('a'), workflow: {} }),
      'missing required field: trigger [json-pointer:/blocks/0/elements/0/workflow]',
    ],
    [
      'for a file input that reports',
      input({ type: 'file_input' }, { dispatch_action: true }),
      'unsupported type: file_input [json-pointer:/blocks/0/element/type]',
      'modal',
    ],
    [
      'for a rich text input without an action_id',
      input({ type: 'rich_text_input' }),
      'missing required field: action_id [json-pointer:/blocks/0/element]',
      'modal',
    ],
    [
      'for an initial text that is too short a form',
      input({ type: 'plain_text_input', max_length: 2, initial_value: 'abc' }),
      'must be less than 3 characters [json-pointer:/blocks/0/element/initial_value]',
    ],
    [
      'for lengths the wrong way round',
      input({ type: 'plain_text_input', min_length: 3, max_length: 2 }),
      'min_length exceeds max_length [json-pointer:/blocks/0/element]',
    ],
    [
      'for decimals where there are none',
      input({ type: 'number_input', is_decimal_allowed: false, initial_value: '1.5' }),
      'decimals are not allowed [json-pointer:/blocks/0/element]',
      'modal',
    ],
    [
      'for the same report twice',
      input({
        type: 'plain_text_input',
        dispatch_action_config: { trigger_actions_on: ['on_enter_pressed', 'on_enter_pressed'] },
      }),
      'items must be unique [json-pointer:/blocks/0/element/dispatch_action_config]',
    ],
    [
      'for an unknown report',
      input({ type: 'plain_text_input', dispatch_action_config: { trigger_actions_on: ['on_paste'] } }),
      'must be a valid enum value [json-pointer:/blocks/0/element/dispatch_action_config/trigger_actions_on/0]',
    ],
    [
      'for a picture from two places',
      [picture({ slack_file: { id: 'F1' } })],
      'must define either `image_url` or `slack_file` [json-pointer:/blocks/0/type]',
    ],
    [
      'for a picture from the mail',
      [picture({ image_url: 'mailto:a@example.com' })],
      'must be a valid URL [json-pointer:/blocks/0/image_url]',
    ],
    [
      'for a picture without an alternative',
      [picture({ alt_text: undefined })],
      'missing required field: alt_text [json-pointer:/blocks/0]',
    ],
    [
      'for a file by id and address',
      [{ type: 'image', alt_text: 'a', slack_file: { id: 'F1', url: 'https://e.com' } }],
      'must define either `url` or `id` [json-pointer:/blocks/0/slack_file]',
    ],
    [
      'for a card of nothing',
      [{ type: 'card', subtitle: plain('a') }],
      'must define either `hero_image` or `title` or `actions` or `body` [json-pointer:/blocks/0/type]',
    ],
    [
      'for a card with a bare string',
      [{ type: 'card', title: 'a' }],
      'must provide an object [json-pointer:/blocks/0/title]',
    ],
    [
      'for a card of two icons',
      [{ type: 'card', body: plain('a'), icon: picture(), slack_icon: { type: 'icon', name: 'star' } }],
      'must define only one of `icon` or `slack_icon` [json-pointer:/blocks/0/type]',
    ],
    [
      'for a card with a menu',
      [{ type: 'card', actions: [select({ options: [one] })] }],
      'unsupported type: static_select [json-pointer:/blocks/0/actions/0/type]',
    ],
    [
      'for a carousel of other blocks',
      [{ type: 'carousel', elements: [{ type: 'divider' }] }],
      'unsupported type: divider [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'for a container without a title',
      [{ type: 'container', child_blocks: [{ type: 'divider' }] }],
      'must define either `title` or `rich_text_title` [json-pointer:/blocks/0/type]',
    ],
    [
      'for a container of an unknown width',
      [{ type: 'container', title: plain('a'), width: 'huge', child_blocks: [{ type: 'divider' }] }],
      'must be a valid enum value [json-pointer:/blocks/0/width]',
    ],
    [
      'for a plan with a text object',
      [{ type: 'plan', title: plain('a') }],
      'must provide a string [json-pointer:/blocks/0/title]',
    ],
    [
      'for a task that waits alone',
      [task({ status: 'pending' })],
      'must be a valid enum value [json-pointer:/blocks/0/status]',
    ],
    [
      'for a task of a plan without an id',
      [{ type: 'plan', title: 'a', tasks: [{ title: 'a' }] }],
      'missing required field: task_id [json-pointer:/blocks/0/tasks/0]',
    ],
    [
      'for a source that is no address',
      [task({ sources: [{ type: 'url', url: 'a', text: 'a' }] })],
      'must be a valid URL [json-pointer:/blocks/0/sources/0/url]',
    ],
    [
      'for rows of unequal width',
      [dataTable(2, 1, { rows: [[cell()], [cell(), cell()]] })],
      'all rows must have the same number of cells [json-pointer:/blocks/0/rows]',
    ],
    [
      'for rich text in the header of a table',
      [dataTable(2, 1, { rows: [[richText()], [cell()]] })],
      'unsupported type: rich_text [json-pointer:/blocks/0/rows/0/0/type]',
    ],
    [
      'for a table without a caption',
      [{ ...dataTable(2), caption: undefined }],
      'missing required field: caption [json-pointer:/blocks/0]',
    ],
    [
      'for a number that is none',
      [{ type: 'table', rows: [[{ type: 'raw_number', value: '1', text: '1' }]] }],
      'must provide a number [json-pointer:/blocks/0/rows/0/0/value]',
    ],
    [
      'for a column aligned nowhere',
      [{ type: 'table', rows: [[cell()]], column_settings: [{ align: 'top' }] }],
      'must be a valid enum value [json-pointer:/blocks/0/column_settings/0/align]',
    ],
    [
      'for a film that is not secure',
      [video({ video_url: 'http://example.com/a' })],
      'must be a valid URL [json-pointer:/blocks/0/video_url]',
    ],
    [
      'for an unknown level of alarm',
      [{ type: 'alert', text: plain('a'), level: 'red' }],
      'must be a valid enum value [json-pointer:/blocks/0/level]',
      'modal',
    ],
    [
      'for a file that is not remote',
      [{ type: 'file', external_id: 'a', source: 'local' }],
      'must be a valid enum value [json-pointer:/blocks/0/source]',
      'unfurl',
    ],
    [
      'for a list of no kind',
      [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_list', elements: [{ type: 'rich_text_section', elements: [] }] }],
        },
      ],
      'missing required field: style [json-pointer:/blocks/0/elements/0]',
    ],
  ];
  it.each(cases)('%s', (_what, blocks, said, surface) => expect(problems(blocks, surface)).toContain(said));

  it('with the sentence before, where one of several objects may stand', () => {
    expect(problems(section({ text: plain('') }))).toEqual([
      'failed to match all allowed schemas [json-pointer:/blocks/0/text]',
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ]);
  });

  it('but not for columns that a setting skips', () => {
    expect(
      problems([{ type: 'table', rows: [[cell(), cell()]], column_settings: [null, { align: 'right' }] }]),
    ).toEqual([]);
  });

  it('with every problem at once', () => {
    expect(problems([{ type: 'header' }, { type: 'divider', colour: 'red' }])).toHaveLength(2);
  });
});

describe('a view', () => {
  it('with an input needs a submit button', () => {
    const blocks = input({ type: 'plain_text_input' });
    expect(describeProblems(checkView(modal({ blocks })))).toEqual([
      'must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]',
    ]);
    expect(checkView(modal({ submit: plain('Go'), blocks }))).toEqual([]);
  });
  it('at home needs none', () =>
    expect(checkView({ type: 'home', blocks: input({ type: 'plain_text_input' }) })).toEqual([]));
  const cases: [what: string, view: unknown, said: string][] = [
    [
      'without a title',
      { type: 'modal', blocks: [{ type: 'divider' }] },
      'missing required field: title [json-pointer:/view]',
    ],
    ['of nothing', undefined, 'must provide an object [json-pointer:/view]'],
    [
      'of an unknown type',
      { type: 'workflow_step', blocks: [] },
      'unsupported type: workflow_step [json-pointer:/view/type]',
    ],
    ['without blocks', { type: 'modal', title: plain('a') }, 'missing required field: blocks [json-pointer:/view]'],
    [
      'with marked text as its title',
      modal({ title: { type: 'mrkdwn', text: 'a' } }),
      'unsupported type: mrkdwn [json-pointer:/view/title/type]',
    ],
    ['with text that is no object', modal({ submit: 'Go' }), 'must provide an object [json-pointer:/view/submit]'],
    [
      'with a setting that is not true or false',
      modal({ notify_on_close: 'yes' }),
      'must provide a boolean [json-pointer:/view/notify_on_close]',
    ],
    [
      'with the field of another kind of view',
      modal({ submit_disabled: true }),
      'invalid additional property: submit_disabled [json-pointer:/view]',
    ],
    [
      'at home with a title',
      { type: 'home', title: plain('a'), blocks: [{ type: 'divider' }] },
      'invalid additional property: title [json-pointer:/view]',
    ],
  ];
  it.each(cases)('%s is refused', (_what, view, said) => {
    expect(describeProblems(checkView(view))).toEqual([
      'failed to match all allowed schemas [json-pointer:/view]',
      said,
    ]);
  });
});
