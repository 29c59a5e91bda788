import { isObject, objectsAt } from '../../json.ts';
import { type Check, list, object, oneOf, rule, text, webUrl } from '../check.ts';
import { richText } from '../rich-text.ts';
import { block } from './block.ts';

const oneRichText: Check = (value, pointer) => [
  ...richText(value, pointer),
  ...rule(
    !isObject(value) || objectsAt(value, 'elements').length <= 1,
    `${pointer}/elements`,
    'no more than 1 items allowed',
  ),
];

const source = object({ type: oneOf('url'), url: webUrl, text: text(Infinity, 1) });

const fields = {
  task_id: text(Infinity, 1),
  title: text(Infinity, 1),
  'details?': oneRichText,
  'output?': oneRichText,
  'sources?': list(source),
};

const begun = ['in_progress', 'complete', 'error'];

/** A task of a plan may wait for its turn, and need not say what it is. */
const plannedTask: Check = (value, pointer) =>
  block('task_card', { ...fields, 'status?': oneOf('pending', ...begun) })(
    isObject(value) ? { type: 'task_card', ...value } : value,
    pointer,
  );

/** A run's tasks. A card that stands alone can't be `pending`, whatever its page says: Slack refuses it. */
export const plans: Readonly<Record<string, Check>> = {
  task_card: block('task_card', { ...fields, 'status?': oneOf(...begun) }),
  plan: block('plan', { title: text(Infinity, 1), 'tasks?': list(plannedTask, Infinity, 0) }),
};
