import { isObject, objectsAt, stringAt } from '../json.ts';
import type { OpenView } from '../open-view.ts';
import { type Check, object, oneOf, type Problem, rule, text } from './check.ts';
import { checkView, isViewTooLarge } from './view.ts';

/** Errors name input blocks of the view that was submitted. */
const errorsOf =
  (view: OpenView): Check =>
  (value, pointer) => {
    if (!isObject(value)) return [{ pointer, message: 'must provide an object' }];
    const inputs = objectsAt(view.content, 'blocks')
      .filter((block) => block['type'] === 'input')
      .map((block) => stringAt(block, 'block_id'));
    if (Object.keys(value).length === 0) return [{ pointer, message: 'must name at least one block' }];
    return Object.entries(value).flatMap(([blockId, sentence]) => [
      ...(inputs.includes(blockId)
        ? []
        : [{ pointer: `${pointer}/${blockId}`, message: 'no input block of the view has this block_id' }]),
      ...text(Infinity, 1)(sentence, `${pointer}/${blockId}`),
    ]);
  };

const modal: Check = (value, pointer) =>
  isObject(value) && value['type'] !== 'modal'
    ? [{ pointer: `${pointer}/type`, message: 'must be a valid enum value' }]
    : [...rule(!isViewTooLarge(value), pointer, 'view_too_large'), ...checkView(value, pointer)];

/** Everything that is wrong with an app's answer to `view_submission`; an empty one closes the view. */
export const checkViewResponse = (response: Record<string, unknown>, view: OpenView): Problem[] => {
  if (Object.keys(response).length === 0) return [];
  const shapes: Readonly<Record<string, Check>> = {
    errors: object({ response_action: oneOf('errors'), errors: errorsOf(view) }),
    update: object({ response_action: oneOf('update'), view: modal }),
    push: object({ response_action: oneOf('push'), view: modal }),
    clear: object({ response_action: oneOf('clear') }),
  };
  const action = stringAt(response, 'response_action') ?? '';
  const shape = Object.hasOwn(shapes, action) ? shapes[action] : undefined;
  return shape?.(response, '') ?? [{ pointer: '/response_action', message: 'must be a valid enum value' }];
};
