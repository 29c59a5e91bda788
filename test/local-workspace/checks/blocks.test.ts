import { describe, expect, it } from 'vitest';

import { checkBlocks } from '#callboard/local-workspace/checks/blocks.ts';
import { describeProblems } from '#callboard/local-workspace/checks/check.ts';
import type { Surface } from '#callboard/local-workspace/checks/surface.ts';

import { button, cell, dataTable, input, picture, plain, richText, section, select, task, video } from './samples.ts';

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
      'with verbatim on plain text',
      [{ type: 'header', text: { ...plain('a'), verbatim: true } }],
      'invalid additional property: verbatim [json-pointer:/blocks/0/text]',
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
