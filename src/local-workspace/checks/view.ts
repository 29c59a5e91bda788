import { isObject, objectsAt } from '../json.ts';
import { checkBlocks } from './blocks.ts';
import { anyOf, boolean, byType, type Check, object, oneOf, type Problem, text } from './check.ts';
import { plainText } from './composition.ts';
import { limits } from './limits.ts';

const shared: Readonly<Record<string, Check>> = {
  'private_metadata?': text(limits.view.privateMetadata),
  'callback_id?': text(limits.view.callbackId),
  'external_id?': text(limits.view.externalId),
};

const view = anyOf(
  byType({
    modal: object({
      type: oneOf('modal'),
      title: plainText(limits.view.title),
      blocks: (blocks, pointer) => checkBlocks(blocks, 'modal', pointer),
      'close?': plainText(limits.view.close),
      'submit?': plainText(limits.view.submit),
      'clear_on_close?': boolean,
      'notify_on_close?': boolean,
      ...shared,
    }),
    home: object({ type: oneOf('home'), blocks: (blocks, pointer) => checkBlocks(blocks, 'home', pointer), ...shared }),
  }),
);

const inputsNeedSubmit = (value: unknown, pointer: string): Problem[] => {
  if (!isObject(value) || value['type'] !== 'modal' || value['submit'] !== undefined) return [];
  return objectsAt(value, 'blocks').flatMap((block, index) =>
    block['type'] === 'input'
      ? [
          {
            pointer: `${pointer}/blocks/${index}/input`,
            message: 'must define `submit` to use an `input` block in modals',
          },
        ]
      : [],
  );
};

/** Whether a view is larger than Slack takes, whatever stands in it. */
export const isViewTooLarge = (value: unknown): boolean =>
  Buffer.byteLength(JSON.stringify(value) ?? '') > limits.viewBytes;

/** Everything else that is wrong with a view that an app sends. */
export const checkView = (value: unknown, pointer = '/view'): Problem[] => [
  ...view(value, pointer),
  ...inputsNeedSubmit(value, pointer),
];
