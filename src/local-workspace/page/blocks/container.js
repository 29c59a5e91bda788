import { element } from '../element.js';
import { plainText, renderRichText, renderTextObject } from '../text/render-text.js';

/** @import { ContainerBlock } from '@slack/types' */
/** @import { Names } from '../names.js' */

/**
 * A frame around other blocks, which may fold.
 * @param {ContainerBlock} block
 * @param {HTMLElement[]} children
 * @param {Names} names
 * @returns {HTMLElement}
 */
export const renderContainer = (block, children, names) => {
  const head = element(
    block.is_collapsible ? 'summary' : 'div',
    { class: 'container-head' },
    element(
      'strong',
      {},
      ...(block.rich_text_title ? renderRichText(block.rich_text_title, names) : [plainText(block.title)]),
    ),
    block.subtitle && element('div', { class: 'card-subtitle rich' }, ...renderTextObject(block.subtitle, names)),
  );
  return block.is_collapsible
    ? element('details', { class: 'block container', open: block.default_collapsed !== true }, head, ...children)
    : element('div', { class: 'block container' }, head, ...children);
};
