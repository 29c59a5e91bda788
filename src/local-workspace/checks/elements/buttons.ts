import { type Check, list, object, oneOf, secureUrl, text, textLike, url } from '../check.ts';
import { confirmation, options, overflowOption, plainText } from '../composition.ts';
import { limits } from '../limits.ts';
import { actionable } from './actionable.ts';

const style = oneOf('primary', 'danger');

const workflow = object({
  trigger: object({
    url: secureUrl,
    'customizable_input_parameters?': list(object({ name: text(Infinity, 1), value: text() }), Infinity, 0),
  }),
});

const feedbackButton = object({
  text: plainText(limits.feedbackButton.text),
  value: text(limits.feedbackButton.value, 1),
  'accessibility_label?': text(limits.feedbackButton.accessibilityLabel),
});

/** What is pressed. */
export const buttons: Readonly<Record<string, Check>> = {
  button: actionable('button', {
    text: plainText(limits.button.text),
    'value?': text(limits.button.value),
    'url?': url,
    'style?': style,
    'confirm?': confirmation,
    'accessibility_label?': text(limits.button.accessibilityLabel),
  }),
  workflow_button: actionable('workflow_button', {
    text: plainText(limits.button.text),
    workflow,
    action_id: text(limits.button.actionId, 1),
    'style?': style,
    'accessibility_label?': text(limits.button.accessibilityLabel),
  }),
  overflow: actionable('overflow', {
    options: options(overflowOption, limits.overflow.options),
    'confirm?': confirmation,
  }),
  feedback_buttons: actionable('feedback_buttons', {
    positive_button: feedbackButton,
    negative_button: feedbackButton,
  }),
  icon_button: actionable('icon_button', {
    icon: oneOf('trash'),
    text: plainText(limits.iconButton.text),
    'accessibility_label?': text(limits.iconButton.accessibilityLabel),
    'value?': text(limits.iconButton.value),
    'visible_to_user_ids?': list(textLike(/^[UW][A-Z0-9]+$/, 'the id of a person')),
    'confirm?': confirmation,
  }),
};
