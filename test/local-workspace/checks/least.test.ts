import { describe } from 'vitest';

import { describeLeasts } from './describe-limits.ts';
import {
  actions,
  button,
  cell,
  dataTable,
  input,
  long,
  many,
  option,
  picture,
  plain,
  richText,
  section,
  select,
} from './samples.ts';

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
