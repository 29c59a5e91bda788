import { connectedContext } from '../blocks/connected-context.js';
import { renderUnfurl } from './unfurl.js';
import { renderWorkObject } from './work-object.js';

/** @import { Block, EntityMetadata, Unfurl } from '../contract.js' */
/** @import { Names } from '../names.js' */

/**
 * What the app shows of links in a message that is not sent yet: nothing in it can be pressed.
 * @param {{ draftId: string, attachments: Unfurl[], entities: EntityMetadata[] }} draft
 * @param {Names} names
 * @returns {HTMLElement[]}
 */
export const renderPreviews = ({ draftId, attachments, entities }, names) => {
  const container = /** @type {const} */ ({ kind: 'view', viewId: draftId });
  const nothing = () => {};
  return [
    ...attachments.map((unfurl) => {
      const blocks = /** @type {Block[]} */ (unfurl.blocks ?? []);
      const kept = new Map();
      return renderUnfurl(
        unfurl,
        connectedContext({ names, container, blocks, kept, keptAs: draftId, onRefused: nothing }),
      );
    }),
    ...entities.map((entity) => renderWorkObject(entity, names, nothing)),
  ];
};
