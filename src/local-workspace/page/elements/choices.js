import { element, uniqueId } from '../element.js';
import { renderTextObject } from '../text/render-text.js';
import { optionKey } from './control.js';

/** @import { Checkboxes, RadioButtons } from '@slack/types' */
/** @import { Control } from './control.js' */

/**
 * Checkboxes or radio buttons.
 * @param {Checkboxes | RadioButtons} group
 * @param {Control} control
 * @returns {HTMLElement}
 */
export const renderChoices = (group, control) => {
  const isRadio = group.type === 'radio_buttons';
  const chosen = new Set(
    [...(control.value?.option ? [control.value.option] : []), ...(control.value?.options ?? [])].map(optionKey),
  );
  const name = uniqueId('choice');
  const boxes = group.options.map((option, index) => {
    const box = element('input', {
      type: isRadio ? 'radio' : 'checkbox',
      name,
      id: index === 0 ? control.id : null,
      'data-control': `${control.key}-${index}`,
    });
    box.checked = chosen.has(optionKey(option));
    return box;
  });

  const read = () => {
    const options = group.options.filter((_, index) => boxes[index]?.checked);
    return isRadio ? { option: options[0] ?? null } : { options };
  };
  const change = () => {
    control.change(read());
    void control.dispatch(read());
  };
  return element(
    'div',
    { class: 'choices', role: isRadio ? 'radiogroup' : 'group', 'aria-label': control.label || null, onchange: change },
    ...group.options.map((option, index) =>
      element(
        'label',
        { class: 'choice' },
        boxes[index],
        element(
          'span',
          { class: 'choice-text' },
          ...renderTextObject(option.text, control.names),
          option.description &&
            element('span', { class: 'choice-description' }, ...renderTextObject(option.description, control.names)),
        ),
      ),
    ),
  );
};
