import type { Identifiers } from './identifiers.ts';
import { isObject, type JsonObject, objectAt, objectsAt, stringAt } from './json.ts';

/** An element with which people do something, and the block it stands in. */
export type PlacedElement = { readonly block: JsonObject; readonly blockId: string; readonly element: JsonObject };

const interactive = (block: JsonObject): JsonObject[] =>
  [
    objectAt(block, 'element'),
    objectAt(block, 'accessory'),
    ...objectsAt(block, 'elements'),
    ...objectsAt(block, 'actions'),
  ]
    .filter(isObject)
    .filter((element) => stringAt(element, 'action_id') !== undefined);

const withNested = (block: JsonObject): JsonObject[] => [
  block,
  ...objectsAt(block, 'child_blocks'),
  ...(block['type'] === 'carousel' ? objectsAt(block, 'elements') : []),
];

/** All interactive elements of blocks, in their order. */
export const placedElements = (blocks: readonly JsonObject[]): PlacedElement[] =>
  blocks
    .flatMap(withNested)
    .flatMap((block) =>
      interactive(block).map((element) => ({ block, blockId: stringAt(block, 'block_id') ?? '', element })),
    );

/** The element of an action id, in that block where one is named. */
export const findElement = (
  blocks: readonly JsonObject[],
  actionId: string,
  blockId?: string,
): PlacedElement | undefined =>
  placedElements(blocks).find(
    (placed) =>
      stringAt(placed.element, 'action_id') === actionId && (blockId === undefined || placed.blockId === blockId),
  );

const notInteractive = new Set([
  'image',
  'plain_text',
  'mrkdwn',
  'rich_text_section',
  'rich_text_list',
  'rich_text_quote',
  'rich_text_preformatted',
  'card',
]);

/** Blocks with the `block_id`s and `action_id`s that Slack gives where the app gave none. */
export const withIds = (blocks: readonly JsonObject[], identifiers: Identifiers): JsonObject[] => {
  const elementWithId = (element: unknown): unknown =>
    !isObject(element) || notInteractive.has(stringAt(element, 'type') ?? '')
      ? element
      : { ...element, action_id: element['action_id'] ?? identifiers.next('a') };
  const nested = (list: unknown, each: (item: unknown) => unknown) => (Array.isArray(list) ? list.map(each) : list);
  const blockWithId = (block: unknown): unknown =>
    !isObject(block) || typeof block['type'] !== 'string'
      ? block
      : {
          ...block,
          block_id: block['block_id'] ?? identifiers.next('b'),
          ...('accessory' in block && { accessory: elementWithId(block['accessory']) }),
          ...('element' in block && { element: elementWithId(block['element']) }),
          ...(['actions', 'context_actions'].includes(block['type']) && {
            elements: nested(block['elements'], elementWithId),
          }),
          ...(block['type'] === 'card' && 'actions' in block && { actions: nested(block['actions'], elementWithId) }),
          ...(block['type'] === 'carousel' && { elements: nested(block['elements'], blockWithId) }),
          ...(block['type'] === 'container' && { child_blocks: nested(block['child_blocks'], blockWithId) }),
        };
  return blocks.map(blockWithId).filter(isObject);
};
