import { avatar } from '../avatar.js';
import { element } from '../element.js';
import { renderEntityFields } from './entity-fields.js';

/** @import { EntityMetadata } from '../contract.js' */
/** @import { Names } from '../names.js' */

/** A message shows only the first of a work object's fields; its details show the rest. */
const fieldsShown = 4;

/**
 * A work object in a message, which opens its details when it is pressed.
 * @param {EntityMetadata} entity
 * @param {Names} names
 * @param {(url: string) => void} onOpen
 * @returns {HTMLElement}
 */
export const renderWorkObject = (entity, names, onOpen) => {
  const {
    title,
    display_type: type,
    product_name: product = names.person(names.botId),
  } = entity.entity_payload.attributes;
  return element(
    'div',
    { class: 'work-object' },
    element(
      'button',
      { type: 'button', class: 'work-object-head', 'data-control': entity.url, onclick: () => onOpen(entity.url) },
      avatar({ id: names.botId, name: product, isBot: true }),
      element(
        'span',
        { class: 'work-object-names' },
        element('span', { class: 'work-object-title' }, title.text),
        element('span', { class: 'work-object-type' }, [type, product].filter(Boolean).join(' in ')),
      ),
    ),
    renderEntityFields(entity, names, fieldsShown),
  );
};
