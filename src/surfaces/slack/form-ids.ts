import type { StandIn } from './long-texts.ts';

/** Which view, and which button of it, an interaction is about. */
export const formCallbackId = 'form';
export const backActionId = 'back';

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
