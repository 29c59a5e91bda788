import type { StandIn } from './long-texts.ts';

/** Which view, and which button of it, an interaction is about. */
export const formCallbackId = 'form';
export const backActionId = 'back';
export const restartActionId = 'restart';
export const previewActionId = 'preview';
/** Which button or menu of a list of things an interaction is about: what it does, and to the things of which field. */
const itemsPrefixes = { add: 'add-item:', edit: 'edit-item:', remove: 'remove-item:' } as const;
export type ItemsAction = keyof typeof itemsPrefixes;

/** https://docs.slack.dev/reference/block-kit/blocks/input-block and …/block-elements/multi-select-menu-element */
const idLimit = 255;
const fieldPrefix = 'field:';
const menuPrefix = 'lookup:';

/** The id of the block of a field. */
export const blockIdOf = (fieldName: string, standIn: StandIn): string =>
  fieldPrefix + standIn(fieldName, idLimit - fieldPrefix.length);

/** The name of the field that a block is of, or its stand-in; undefined for the block of none. */
export const fieldNameOf = (blockId: string): string | undefined =>
  blockId.startsWith(fieldPrefix) ? blockId.slice(fieldPrefix.length) : undefined;

/** The id of the menu of a field whose options Slack asks for. It is of the name alone: a filter may be longer. */
export const menuIdOf = (fieldName: string, standIn: StandIn): string =>
  menuPrefix + standIn(fieldName, idLimit - menuPrefix.length);

export const itemsActionId = (action: ItemsAction, fieldName: string, standIn: StandIn): string =>
  itemsPrefixes[action] + standIn(fieldName, idLimit - itemsPrefixes[action].length);

/** What a button or menu does to which list, by name or its stand-in; undefined for any other. */
export function readItemsAction(
  actionId: string,
): { readonly action: ItemsAction; readonly field: string } | undefined {
  for (const action of ['add', 'edit', 'remove'] as const) {
    const prefix = itemsPrefixes[action];
    if (actionId.startsWith(prefix)) return { action, field: actionId.slice(prefix.length) };
  }
  return undefined;
}
