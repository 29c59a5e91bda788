import { describe } from 'vitest';

import { describeMosts, type Limit } from './describe-limits.ts';
import {
  accessory,
  actions,
  button,
  confirm,
  input,
  long,
  many,
  mrkdwn,
  option,
  picture,
  plain,
  select,
} from './samples.ts';

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
