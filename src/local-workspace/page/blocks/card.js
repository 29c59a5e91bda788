import { element } from '../element.js';
import { renderElement } from '../elements/render-element.js';
import { renderMrkdwn } from '../text/render-text.js';
import { bindControl } from './block-context.js';
import { renderImage } from './image.js';

/** @import { CardBlock } from '@slack/types' */
/** @import { BlockContext } from './block-context.js' */

/**
 * @param {CardBlock} card
 * @param {BlockContext} context
 * @returns {HTMLElement}
 */
export const renderCard = (card, context) => {
  const { hero_image: hero, icon, title, subtitle, body, actions = [] } = card;
  /** @param {string} className @param {{ text: string } | undefined} text */
  const line = (className, text) =>
    text && element('div', { class: `rich ${className}` }, ...renderMrkdwn(text.text, context.names));
  return element(
    'div',
    { class: 'block card' },
    hero && renderImage(hero, 'card-hero'),
    element(
      'div',
      { class: 'card-head' },
      icon && renderImage(icon, 'card-icon'),
      element('div', {}, line('card-title', title), line('card-subtitle', subtitle)),
    ),
    line('card-body', body),
    actions.length > 0 &&
      element(
        'div',
        { class: 'button-row' },
        ...actions.map((action) => renderElement(action, bindControl(action, card.block_id ?? '', context))),
      ),
  );
};
