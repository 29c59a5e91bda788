import { type JsonObject, objectsAt } from '../json.ts';
import { boolean, byType, type Check, object, oneOf, type Problem, rule, text } from './check.ts';
import { checkBlocks } from './blocks.ts';
import { plainText } from './composition.ts';

/** Slack's largest view, in bytes of JSON. */
const largestViewBytes = 250_000;

const shared: Readonly<Record<string, Check>> = {
  'private_metadata?': text(3_000),
  'callback_id?': text(255),
  'external_id?': text(255),
};

const inputsNeedSubmit = (view: JsonObject, pointer: string): Problem[] =>
  rule(
    view['submit'] !== undefined || objectsAt(view, 'blocks').every((each) => each['type'] !== 'input'),
    pointer,
    'missing required field: submit',
  );

const view = byType({
  modal: object(
    {
      type: oneOf('modal'),
      title: plainText(24),
      blocks: (blocks, pointer) => checkBlocks(blocks, 'modal', pointer),
      'close?': plainText(24),
      'submit?': plainText(24),
      'clear_on_close?': boolean,
      'notify_on_close?': boolean,
      ...shared,
    },
    inputsNeedSubmit,
  ),
  home: object({ type: oneOf('home'), blocks: (blocks, pointer) => checkBlocks(blocks, 'home', pointer), ...shared }),
});

/** Everything that is wrong with a view that an app sends. */
export const checkView = (value: unknown, pointer = '/view'): Problem[] => [
  ...view(value, pointer),
  ...rule(
    Buffer.byteLength(JSON.stringify(value) ?? '') <= largestViewBytes,
    pointer,
    `must be less than ${largestViewBytes + 1} bytes`,
  ),
];
