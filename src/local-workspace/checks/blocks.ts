import { type JsonObject, objectAt, objectsAt } from '../json.ts';
import { anyFieldOf, boolean, byType, type Check, list, oneOf, type Problem, rule } from './check.ts';
import { block } from './blocks/block.ts';
import { cards } from './blocks/cards.ts';
import { interactiveBlocks } from './blocks/interactive-blocks.ts';
import { plans } from './blocks/plans.ts';
import { tables } from './blocks/tables.ts';
import { textBlocks } from './blocks/text-blocks.ts';
import { uniqueIds } from './blocks/unique-ids.ts';
import { anyText, plainText } from './composition.ts';
import { imageElement } from './elements/elements.ts';
import { limits } from './limits.ts';
import { richText } from './rich-text.ts';
import type { Surface } from './surface.ts';
import { textsIn } from './texts-in.ts';

/**
 * Blocks that are not on every surface, as each one's page under
 * https://docs.slack.dev/reference/block-kit/blocks says at its head. A file is in what a link unfurls to alone.
 */
const surfacesOf: Readonly<Record<string, readonly Surface[]>> = {
  alert: ['modal'],
  carousel: ['message', 'home', 'unfurl'],
  container: ['message', 'home', 'unfurl'],
  context_actions: ['message'],
  data_table: ['message', 'home', 'unfurl'],
  file: ['unfurl'],
  markdown: ['message', 'unfurl'],
  plan: ['message'],
  table: ['message', 'home', 'unfurl'],
  task_card: ['message'],
};

/** What a container may hold. */
const childTypes = new Set([
  'actions',
  'context',
  'divider',
  'file',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'table',
  'video',
]);

const picked = (checks: Readonly<Record<string, Check>>, isPicked: (type: string) => boolean) =>
  Object.fromEntries(Object.entries(checks).filter(([type]) => isPicked(type)));

const kindsOn = (surface: Surface): Check => {
  const isHere = (type: string) => surfacesOf[type]?.includes(surface) ?? true;
  const simple = picked({ ...textBlocks, ...interactiveBlocks(surface), ...cards, ...tables, ...plans }, isHere);
  const container = block(
    'container',
    {
      'title?': plainText(limits.container.title),
      'rich_text_title?': richText,
      'subtitle?': anyText(limits.container.subtitle),
      child_blocks: list(byType(picked(simple, (type) => childTypes.has(type))), limits.container.childBlocks),
      'width?': oneOf('narrow', 'standard', 'wide', 'full'),
      'icon?': imageElement,
      'is_collapsible?': boolean,
      'default_collapsed?': boolean,
      'has_header_divider?': boolean,
    },
    anyFieldOf('title', 'rich_text_title'),
  );
  return byType(picked({ ...simple, container }, isHere));
};

const kinds: Readonly<Record<Surface, Check>> = {
  message: kindsOn('message'),
  modal: kindsOn('modal'),
  home: kindsOn('home'),
  unfurl: kindsOn('unfurl'),
};

type Placed = { readonly value: JsonObject; readonly pointer: string };

const placedIn = (value: JsonObject, field: string, pointer: string): Placed[] =>
  objectsAt(value, field).map((each, index) => ({ value: each, pointer: `${pointer}/${field}/${index}` }));

/** Blocks and those within them: a container's, and a carousel's cards. */
const withNested = (blocks: readonly JsonObject[], pointer: string): Placed[] =>
  blocks.flatMap((value, index) => {
    const here = `${pointer}/${index}`;
    return [
      { value, pointer: here },
      ...placedIn(value, 'child_blocks', here),
      ...(value['type'] === 'carousel' ? placedIn(value, 'elements', here) : []),
    ];
  });

const focusedElements = ({ value }: Placed): JsonObject[] =>
  [objectAt(value, 'element'), objectAt(value, 'accessory'), ...objectsAt(value, 'elements')]
    .filter((element) => element !== undefined)
    .filter((element) => element['focus_on_load'] === true);

const acrossBlocks = (blocks: readonly JsonObject[], pointer: string): Problem[] => {
  const all = withNested(blocks, pointer);
  const ofType = (type: string) => all.filter(({ value }) => value['type'] === type);
  const charactersOf = (type: string) => textsIn(ofType(type).map(({ value }) => value)).join('').length;
  const atMost = (count: number, most: number) =>
    rule(count <= most, pointer, `must be less than ${most + 1} characters`);
  return [
    ...uniqueIds('block_id', all),
    ...atMost(charactersOf('markdown'), limits.markdown.characters),
    ...atMost(charactersOf('table'), limits.table.characters),
    ...atMost(charactersOf('data_table'), limits.dataTable.characters),
    ...rule(all.flatMap(focusedElements).length <= 1, pointer, 'only one element may have focus_on_load'),
  ];
};

/**
 * Everything that is wrong with a list of blocks.
 * @param pointer where the list stands, for instance `/view/blocks`
 */
export const checkBlocks = (blocks: unknown, surface: Surface, pointer: string): Problem[] => {
  const isView = surface === 'modal' || surface === 'home';
  const most = isView ? limits.blocks.view : limits.blocks.message;
  const each = list(kinds[surface], most, isView ? 1 : 0)(blocks, pointer);
  return [...each, ...acrossBlocks(objectsAt({ blocks }, 'blocks'), pointer)];
};
