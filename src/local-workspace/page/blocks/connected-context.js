import * as api from '../api.js';

/** @import { Container, ViewValues } from '../contract.js' */
/** @import { Names } from '../names.js' */
/** @import { BlockContext } from './block-context.js' */

/** What was chosen and typed in a message or a view, kept while it is drawn anew. @typedef {Map<string, ViewValues>} KeptValues */

/**
 * The values of blocks that are still there: an updated message or view may have dropped some.
 * @param {ViewValues} values
 * @param {{ block_id?: string }[]} blocks
 * @returns {ViewValues}
 */
export const presentValues = (values, blocks) => {
  const ids = new Set(blocks.map((block) => block.block_id));
  return Object.fromEntries(Object.entries(values).filter(([blockId]) => ids.has(blockId)));
};

/**
 * A context whose actions and questions reach the bot through the server.
 * @param {object} options
 * @param {Names} options.names
 * @param {Container} options.container
 * @param {{ block_id?: string }[]} options.blocks
 * @param {KeptValues} options.kept
 * @param {string} options.keptAs the key in `kept`
 * @param {Record<string, string>} [options.errors] sentences at inputs, by block id
 * @param {(sentence: string) => void} options.onRefused
 * @returns {BlockContext}
 */
export const connectedContext = ({ names, container, blocks, kept, keptAs, errors = {}, onRefused }) => {
  const as = names.selfId;
  const values = () => kept.get(keptAs) ?? {};
  return {
    names,
    valueOf: (blockId, actionId) => values()[blockId]?.[actionId],
    change: (blockId, actionId, value) => {
      kept.set(keptAs, { ...values(), [blockId]: { ...values()[blockId], [actionId]: value } });
    },
    act: async (blockId, actionId, value) => {
      try {
        await api.click({ as, container, blockId, actionId, value, values: presentValues(values(), blocks) });
        return true;
      } catch (error) {
        onRefused(api.sentenceOf(error));
        return false;
      }
    },
    suggest: (blockId, actionId, query) => api.suggest({ as, container, blockId, actionId, query }),
    errorOf: (blockId) => errors[blockId],
  };
};
