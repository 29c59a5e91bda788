import { type JsonObject, objectAt, objectsAt, stringAt } from '../../json.ts';
import { anyFieldOf, boolean, type Check, list, type Problem, rule } from '../check.ts';
import { anyText, plainText } from '../composition.ts';
import { elementsOf } from '../elements/elements.ts';
import { limits } from '../limits.ts';
import type { Surface } from '../surface.ts';
import { block } from './block.ts';
import { uniqueIds } from './unique-ids.ts';

const oneActionIdEach = (each: JsonObject, pointer: string): Problem[] =>
  uniqueIds(
    'action_id',
    objectsAt(each, 'elements').map((value, index) => ({ value, pointer: `${pointer}/elements/${index}` })),
  );

/** Nothing is reported while a file is being chosen: https://docs.slack.dev/reference/block-kit/blocks/input-block */
const filesAreNotDispatched = (input: JsonObject, pointer: string): Problem[] =>
  rule(
    input['dispatch_action'] !== true || stringAt(objectAt(input, 'element') ?? {}, 'type') !== 'file_input',
    `${pointer}/element/type`,
    'unsupported type: file_input',
  );

/** Blocks with elements, as they may be on a surface. */
export const interactiveBlocks = (surface: Surface): Readonly<Record<string, Check>> => ({
  section: block(
    'section',
    {
      'text?': anyText(limits.section.text),
      'fields?': list(anyText(limits.section.field), limits.section.fields),
      'accessory?': elementsOf('section', surface),
      'expand?': boolean,
    },
    anyFieldOf('text', 'fields'),
  ),
  actions: block(
    'actions',
    { elements: list(elementsOf('actions', surface), limits.actions.elements) },
    oneActionIdEach,
  ),
  input: block(
    'input',
    {
      label: plainText(limits.input.label),
      element: elementsOf('input', surface),
      'hint?': plainText(limits.input.hint),
      'optional?': boolean,
      'dispatch_action?': boolean,
    },
    filesAreNotDispatched,
  ),
  context_actions: block(
    'context_actions',
    { elements: list(elementsOf('context_actions', surface), limits.contextActions.elements) },
    oneActionIdEach,
  ),
});
