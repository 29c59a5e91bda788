import { describe, expect, it } from 'vitest';

import { checkBlocks } from '#callboard/local-workspace/checks/blocks.ts';
import { describeProblems } from '#callboard/local-workspace/checks/check.ts';
import type { Surface } from '#callboard/local-workspace/checks/surface.ts';

import { actions, button, confirm, input, plain, select } from './samples.ts';

const one = { text: plain('One'), value: '1' };

describe('elements are refused', () => {
  const cases: [what: string, blocks: unknown, said: string, surface?: Surface][] = [
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
      'for two elements of one action_id in a block',
      actions(button({ action_id: 'a' }), button({ action_id: 'a' })),
      '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
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
  ];
  it.each(cases)('%s', (_what, blocks, said, surface = 'message') =>
    expect(describeProblems(checkBlocks(blocks, surface, '/blocks'))).toContain(said),
  );
});
