import { renderBlocks } from '../blocks/render-blocks.js';
import { renderImage } from '../blocks/image.js';
import { element } from '../element.js';
import { renderLink, renderMrkdwn } from '../text/render-text.js';
import { safeColour } from '../text/safe-colour.js';

/** @import { Block, Unfurl } from '../contract.js' */
/** @import { BlockContext } from '../blocks/block-context.js' */

/**
 * What the app shows of a link in a message: blocks, or the older fields.
 * @param {Unfurl} unfurl
 * @param {BlockContext} context
 * @returns {HTMLElement}
 */
export const renderUnfurl = (unfurl, context) => {
  const { names } = context;
  const { blocks, color, title, title_link: link, text, author_name: author, footer, image_url: image } = unfurl;
  const node = element(
    'div',
    { class: 'unfurl', role: 'group', 'aria-label': `Preview of ${unfurl.from_url}` },
    ...(blocks ? renderBlocks(/** @type {Block[]} */ (blocks), context) : []),
    author && element('div', { class: 'unfurl-author' }, author),
    title &&
      element('div', { class: 'unfurl-title' }, renderLink(link ?? unfurl.from_url, [document.createTextNode(title)])),
    text && element('div', { class: 'rich' }, ...renderMrkdwn(text, names)),
    image && renderImage({ alt_text: unfurl.fallback ?? title ?? '', image_url: image }, 'block-image'),
    footer && element('div', { class: 'unfurl-footer' }, footer),
  );
  const bar = safeColour(color);
  if (bar) node.style.setProperty('--bar', bar);
  return node;
};
