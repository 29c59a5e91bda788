import { element } from '../element.js';
import { renderElement } from '../elements/render-element.js';
import { plainText, renderTextObject } from '../text/render-text.js';
import { bindControl } from './block-context.js';

/** @import { ActionsBlock, ContextActionsBlock, ContextBlock, SectionBlock } from '@slack/types' */
/** @import { BlockContext } from './block-context.js' */

/**
 * @param {SectionBlock} block
 * @param {BlockContext} context
 * @returns {HTMLElement}
 */
export const renderSection = (block, context) => {
  const { text, fields, accessory } = block;
  const control = accessory && bindControl(accessory, block.block_id ?? '', context, { label: plainText(text) });
  return element(
    'div',
    { class: 'block section' },
    element(
      'div',
      { class: 'section-body' },
      text && element('div', { class: 'rich' }, ...renderTextObject(text, context.names)),
      fields &&
        element(
          'div',
          { class: 'fields' },
          ...fields.map((field) => element('div', { class: 'rich' }, ...renderTextObject(field, context.names))),
        ),
    ),
    accessory &&
      control &&
      element('div', { class: 'accessory' }, renderElement(accessory, unlabelled(accessory.type, control))),
  );
};

/**
 * A button says its own name.
 * @param {string} type
 * @param {import('../elements/control.js').Control} control
 */
const unlabelled = (type, control) => (type === 'button' ? { ...control, label: '' } : control);

/**
 * @param {ActionsBlock | ContextActionsBlock} block
 * @param {BlockContext} context
 * @returns {HTMLElement}
 */
export const renderActions = (block, context) =>
  element(
    'div',
    { class: `block ${block.type === 'actions' ? 'actions' : 'context-actions'}` },
    ...block.elements.map((each) => {
      const label = 'placeholder' in each ? plainText(each.placeholder) : '';
      return renderElement(each, bindControl(each, block.block_id ?? '', context, { label }));
    }),
  );

/**
 * @param {ContextBlock} block
 * @param {BlockContext} context
 * @returns {HTMLElement}
 */
export const renderContext = (block, context) =>
  element(
    'div',
    { class: 'block context' },
    ...block.elements.map((each) =>
      each.type === 'image'
        ? renderElement(each, bindControl(each, '', context))
        : element('span', { class: 'rich' }, ...renderTextObject(each, context.names)),
    ),
  );
