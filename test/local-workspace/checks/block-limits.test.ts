import { describe } from 'vitest';

import { describeMosts } from './describe-limits.ts';
import {
  actions,
  button,
  cell,
  dataTable,
  input,
  long,
  many,
  mrkdwn,
  picture,
  plain,
  richText,
  section,
  task,
  video,
} from './samples.ts';

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
