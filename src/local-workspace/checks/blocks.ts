import { type JsonObject, objectAt, objectsAt, stringAt } from '../json.ts';
import {
  boolean,
  byType,
  type Check,
  integer,
  list,
  number,
  object,
  oneOf,
  type Problem,
  rule,
  text,
  url,
} from './check.ts';
import { anyText, mrkdwn, plainText, slackFile } from './composition.ts';
import { button, choices, contextActions, datetimepicker, image, inputs, menus, overflow } from './elements.ts';
import { richText, richTextElement } from './rich-text.ts';

/** Where blocks stand: Slack shows some kinds only in messages, one only in modals. */
export type Surface = 'message' | 'modal' | 'home';

const block = (
  type: string,
  fields: Record<string, Check>,
  also?: (block: JsonObject, pointer: string) => Problem[],
): Check => object({ type: oneOf(type), 'block_id?': text(255, 1), ...fields }, also);

const oneActionIdEach = (elements: JsonObject[], pointer: string): Problem[] => {
  const ids = elements.map((element) => stringAt(element, 'action_id')).filter((id) => id !== undefined);
  return rule(new Set(ids).size === ids.length, pointer, '`action_id` must be unique within a block');
};

const elementIdsAreUnique = (each: JsonObject, pointer: string) =>
  oneActionIdEach(objectsAt(each, 'elements'), `${pointer}/elements`);

const atLeastOne = (fields: readonly string[]) => (each: JsonObject, pointer: string) =>
  rule(
    fields.some((field) => each[field] !== undefined),
    pointer,
    `must have at least one of: ${fields.join(', ')}`,
  );

const oneRichText: Check = (value, pointer) => [
  ...richText(value, pointer),
  ...rule(
    objectsAt({ value: [value] }, 'value').every((each) => objectsAt(each, 'elements').length === 1),
    pointer,
    'must have exactly one element',
  ),
];

const taskCard = block('task_card', {
  task_id: text(255, 1),
  title: text(3_000, 1),
  'details?': oneRichText,
  'output?': oneRichText,
  'sources?': list(object({ type: oneOf('url'), url, text: text(3_000, 1) }), 100),
  status: oneOf('pending', 'in_progress', 'complete', 'error'),
});

const everywhere: Readonly<Record<string, Check>> = {
  section: block(
    'section',
    {
      'text?': anyText(3_000),
      'fields?': list(anyText(2_000), 10),
      'accessory?': byType({ button, image, overflow, ...menus, ...choices }),
      'expand?': boolean,
    },
    atLeastOne(['text', 'fields']),
  ),
  header: block('header', { text: plainText(150), 'level?': integer(1, 4) }),
  divider: block('divider', {}),
  context: block('context', {
    elements: list(byType({ image, plain_text: plainText(3_000), mrkdwn: mrkdwn(3_000) }), 10),
  }),
  actions: block(
    'actions',
    { elements: list(byType({ button, overflow, datetimepicker, ...menus, ...choices }), 25) },
    elementIdsAreUnique,
  ),
  input: block('input', {
    label: plainText(2_000),
    element: byType({ datetimepicker, ...menus, ...choices, ...inputs }),
    'hint?': plainText(2_000),
    'optional?': boolean,
    'dispatch_action?': boolean,
  }),
  image: block(
    'image',
    { 'image_url?': url, 'slack_file?': slackFile, alt_text: text(2_000, 1), 'title?': plainText(2_000) },
    (each, pointer) =>
      rule(
        (each['image_url'] === undefined) !== (each['slack_file'] === undefined),
        pointer,
        'must have exactly one of: image_url, slack_file',
      ),
  ),
  rich_text: block('rich_text', { elements: list(richTextElement, Number.MAX_SAFE_INTEGER) }),
};

const card = block(
  'card',
  {
    'hero_image?': image,
    'icon?': image,
    'title?': mrkdwn(150),
    'subtitle?': mrkdwn(150),
    'body?': mrkdwn(200),
    'actions?': list(button, 3),
  },
  (each, pointer) => [
    ...atLeastOne(['hero_image', 'title', 'actions', 'body'])(each, pointer),
    ...oneActionIdEach(objectsAt(each, 'actions'), `${pointer}/actions`),
  ],
);

const cell = byType({
  raw_text: object({ type: oneOf('raw_text'), text: text(Number.MAX_SAFE_INTEGER, 1) }),
  raw_number: object({ type: oneOf('raw_number'), value: number, text: text(Number.MAX_SAFE_INTEGER, 1) }),
  rich_text: richText,
});

const table = block('table', {
  rows: list(list(cell, 20), 100),
  'column_settings?': list(object({ 'align?': oneOf('left', 'center', 'right'), 'is_wrapped?': boolean }), 20),
});

const container = block(
  'container',
  {
    'title?': plainText(150),
    'rich_text_title?': richText,
    'subtitle?': anyText(150),
    child_blocks: list(byType({ ...everywhere, table }), 10),
    'width?': oneOf('narrow', 'standard', 'wide', 'full'),
    'icon?': image,
    'is_collapsible?': boolean,
    'default_collapsed?': boolean,
    'has_header_divider?': boolean,
  },
  atLeastOne(['title', 'rich_text_title']),
);

const inMessages: Readonly<Record<string, Check>> = {
  ...everywhere,
  markdown: block('markdown', { text: text(12_000, 1) }),
  plan: block('plan', { title: text(3_000, 1), 'tasks?': list(taskCard, 100, 0) }),
  task_card: taskCard,
  table,
  card,
  carousel: block('carousel', { elements: list(card, 10) }),
  container,
  context_actions: block('context_actions', { elements: list(byType(contextActions), 5) }, elementIdsAreUnique),
};

const kinds: Readonly<Record<Surface, Check>> = {
  message: byType(inMessages),
  modal: byType({
    ...everywhere,
    alert: block('alert', { text: anyText(200), 'level?': oneOf('default', 'info', 'warning', 'error', 'success') }),
  }),
  home: byType(everywhere),
};

/** Slack's most blocks: 50 a message, 100 a view. */
const mostBlocks: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };

/** The most characters of all markdown blocks of one message together. */
const mostMarkdown = 12_000;

const acrossBlocks = (blocks: JsonObject[], pointer: string): Problem[] => {
  const ids = blocks.map((each) => stringAt(each, 'block_id')).filter((id) => id !== undefined);
  const markdown = blocks.filter((each) => each['type'] === 'markdown').map((each) => stringAt(each, 'text') ?? '');
  const focused = blocks
    .flatMap((each) => [objectAt(each, 'element'), objectAt(each, 'accessory'), ...objectsAt(each, 'elements')])
    .filter((element) => element?.['focus_on_load'] === true);
  return [
    ...rule(new Set(ids).size === ids.length, pointer, '`block_id` must be unique'),
    ...rule(
      markdown.join('').length <= mostMarkdown,
      pointer,
      `all markdown together must be less than ${mostMarkdown + 1} characters`,
    ),
    ...rule(blocks.filter((each) => each['type'] === 'table').length <= 1, pointer, 'only_one_table_allowed'),
    ...rule(focused.length <= 1, pointer, 'only one element may have focus_on_load'),
  ];
};

/**
 * Everything that is wrong with a list of blocks.
 * @param pointer where the list stands, for instance `/view/blocks`
 */
export const checkBlocks = (blocks: unknown, surface: Surface, pointer: string): Problem[] => {
  const each = list(kinds[surface], mostBlocks[surface], surface === 'message' ? 0 : 1)(blocks, pointer);
  return [...each, ...acrossBlocks(objectsAt({ blocks }, 'blocks'), pointer)];
};
