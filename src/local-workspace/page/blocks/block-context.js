import { askToConfirm } from '../elements/confirm-dialog.js';
import { initialValue } from '../elements/initial-value.js';
import { uniqueId } from '../element.js';

/** @import { ActionValue, BlockElement, Suggestions } from '../contract.js' */
/** @import { Control } from '../elements/control.js' */
/** @import { Names } from '../names.js' */

/**
 * What blocks need of the message or view they stand in.
 * @typedef {object} BlockContext
 * @property {Names} names
 * @property {(blockId: string, actionId: string) => ActionValue | undefined} valueOf what a person changed there
 * @property {(blockId: string, actionId: string, value: ActionValue) => void} change
 * @property {(blockId: string, actionId: string, value: ActionValue) => Promise<boolean>} act tells the bot;
 *   false where that was refused
 * @property {(blockId: string, actionId: string, query: string) => Promise<Suggestions>} suggest
 * @property {(blockId: string) => string | undefined} errorOf the sentence at an input
 */

/**
 * Binds an element to the block it stands in.
 * @param {BlockElement} each
 * @param {string} blockId
 * @param {BlockContext} context
 * @param {object} [options]
 * @param {string} [options.label] '' where a visible label names the element
 * @param {boolean} [options.isSilent] true where the bot hears of the value only when the view is submitted
 * @returns {Control}
 */
export const bindControl = (each, blockId, context, { label = '', isSilent = false } = {}) => {
  const actionId = 'action_id' in each ? (each.action_id ?? '') : '';
  const confirm = 'confirm' in each ? each.confirm : undefined;
  return {
    id: uniqueId('control'),
    key: `${blockId}/${actionId}`,
    label,
    value: context.valueOf(blockId, actionId) ?? initialValue(each),
    names: context.names,
    change: (value) => context.change(blockId, actionId, value),
    dispatch: async (value) => {
      if (isSilent) return true;
      return (await askToConfirm(confirm, context.names)) && context.act(blockId, actionId, value);
    },
    suggest: (query) => context.suggest(blockId, actionId, query),
  };
};
