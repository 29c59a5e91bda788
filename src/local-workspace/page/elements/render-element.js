import { element } from '../element.js';
import { renderImage } from '../blocks/image.js';
import { renderButton, renderFeedback, renderIconButton, renderOverflow } from './buttons.js';
import { renderChoices } from './choices.js';
import { renderDateInput } from './date-inputs.js';
import { renderSelect } from './select.js';
import { renderTextInput } from './text-inputs.js';

/** @import { BlockElement } from '../contract.js' */
/** @import { Control } from './control.js' */

/**
 * Draws an element of a block, of whatever type.
 * @param {BlockElement} each
 * @param {Control} control
 * @returns {Node | null} null where it is not for this person
 */
export const renderElement = (each, control) => {
  switch (each.type) {
    case 'button':
    case 'workflow_button':
      return renderButton(each, control);
    case 'overflow':
      return renderOverflow(each, control);
    case 'feedback_buttons':
      return renderFeedback(each, control);
    case 'icon_button':
      return renderIconButton(each, control);
    case 'checkboxes':
    case 'radio_buttons':
      return renderChoices(each, control);
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return renderDateInput(each, control);
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'rich_text_input':
      return renderTextInput(each, control);
    case 'image':
      return renderImage(each, 'accessory-image');
    case 'file_input':
      return element('p', { class: 'unknown-block' }, 'The local workspace takes no files.');
    default:
      return renderSelect(each, control);
  }
};
