import { element } from '../element.js';
import { plainText } from '../text/render-text.js';
import { controlAttributes } from './control.js';

/** @import { EmailInput, NumberInput, PlainTextInput, RichTextInput, URLInput } from '@slack/types' */
/** @import { ActionValue, RichTextBlock } from '../contract.js' */
/** @import { Control } from './control.js' */

/** How long typing has to pause before the bot hears of it, where it asked to. */
const typingPauseMs = 300;

/** @type {Record<string, { type: string, inputmode?: string }>} */
const inputTypes = {
  email_text_input: { type: 'email', inputmode: 'email' },
  url_text_input: { type: 'url', inputmode: 'url' },
  number_input: { type: 'text', inputmode: 'decimal' },
  plain_text_input: { type: 'text' },
};

/**
 * One line or several of text.
 * @param {PlainTextInput | EmailInput | URLInput | NumberInput | RichTextInput} input
 * @param {Control} control
 * @returns {HTMLElement}
 */
export const renderTextInput = (input, control) => {
  const isLong = input.type === 'rich_text_input' || (input.type === 'plain_text_input' && input.multiline === true);
  const limits = input.type === 'plain_text_input' ? { maxlength: input.max_length } : {};
  const attributes = {
    ...controlAttributes(control),
    ...limits,
    class: 'field',
    placeholder: plainText(input.placeholder),
    autocomplete: 'off',
  };
  const field = isLong
    ? element('textarea', { ...attributes, rows: 4 })
    : element('input', { ...attributes, ...inputTypes[input.type] });
  field.value = control.value?.text ?? textOf(control.value?.richText);
  listen(field, input, control);
  return field;
};

/** @param {RichTextBlock | undefined} block @returns {string} its text without its formatting */
const textOf = (block) =>
  (block?.elements ?? [])
    .flatMap((part) => (part.type === 'rich_text_section' ? part.elements : []))
    .map((each) => (each.type === 'text' ? each.text : ''))
    .join('');

/** @param {string} text @returns {RichTextBlock} */
const richTextOf = (text) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});

/**
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {Parameters<typeof renderTextInput>[0]} input
 * @param {Control} control
 */
const listen = (field, input, control) => {
  const triggers = input.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  /** @returns {ActionValue} */
  const read = () =>
    input.type === 'rich_text_input' && field.value ? { richText: richTextOf(field.value) } : { text: field.value };
  field.addEventListener('input', () => {
    control.change(read());
    if (!triggers.includes('on_character_entered')) return;
    clearTimeout(pause);
    pause = setTimeout(() => void control.dispatch(read()), typingPauseMs);
  });
  field.addEventListener('keydown', (event) => {
    const isEnter = /** @type {KeyboardEvent} */ (event).key === 'Enter' && field.tagName === 'INPUT';
    if (isEnter && triggers.includes('on_enter_pressed')) void control.dispatch(read());
  });
};
