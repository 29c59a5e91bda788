import { element, uniqueId } from '../element.js';
import { renderElement } from '../elements/render-element.js';
import { plainText } from '../text/render-text.js';
import { bindControl } from './block-context.js';

/** @import { InputBlock } from '@slack/types' */
/** @import { BlockContext } from './block-context.js' */

const groupTypes = ['checkboxes', 'radio_buttons'];

/**
 * A labelled input, with what is wrong with it where something is.
 * @param {InputBlock} block
 * @param {BlockContext} context
 * @returns {HTMLElement}
 */
export const renderInput = (block, context) => {
  const blockId = block.block_id ?? '';
  const error = context.errorOf(blockId);
  const isGroup = groupTypes.includes(block.element.type);
  const label = plainText(block.label);
  const control = bindControl(block.element, blockId, context, {
    label: isGroup ? label : '',
    isSilent: block.dispatch_action !== true,
  });
  const drawn = renderElement(block.element, control);
  const hintId = uniqueId('hint');
  const errorId = uniqueId('error');
  const node = element(
    'div',
    { class: `block input-block ${error ? 'has-error' : ''}`, 'data-block': blockId },
    element(
      isGroup ? 'span' : 'label',
      { class: 'input-label', ...(isGroup ? {} : { for: control.id }) },
      label,
      block.optional === true && element('span', { class: 'input-optional' }, ' (optional)'),
    ),
    drawn,
    error && element('p', { class: 'input-error', id: errorId, role: 'alert' }, error),
    block.hint && element('p', { class: 'input-hint', id: hintId }, plainText(block.hint)),
  );
  const field = node.querySelector('input, textarea');
  field?.setAttribute('aria-describedby', `${error ? errorId : ''} ${block.hint ? hintId : ''}`.trim());
  if (error) field?.setAttribute('aria-invalid', 'true');
  if (block.optional !== true && !isGroup) field?.setAttribute('aria-required', 'true');
  if ('focus_on_load' in block.element && block.element.focus_on_load) field?.setAttribute('data-focus', '');
  return node;
};
