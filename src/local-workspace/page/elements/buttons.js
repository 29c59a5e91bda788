import { element } from '../element.js';
import { icon } from '../icons.js';
import { createMenu } from '../menu.js';
import { isRepeatedClick } from '../repeated-click.js';
import { plainText, renderTextObject } from '../text/render-text.js';
import { safeUrl } from '../text/safe-url.js';

/** @import { Button, FeedbackButtons, IconButton, Overflow, WorkflowButton } from '@slack/types' */
/** @import { Control } from './control.js' */

/**
 * Tells the bot of a click, once where it is a double click, and has the button show that it is at work until then.
 * @param {MouseEvent} click
 * @param {HTMLButtonElement} button
 * @param {() => Promise<unknown>} tell
 */
const press = async (click, button, tell) => {
  if (isRepeatedClick(click) || button.getAttribute('aria-busy')) return;
  button.classList.add('is-busy');
  button.setAttribute('aria-busy', 'true');
  await tell();
  button.classList.remove('is-busy');
  button.removeAttribute('aria-busy');
};

/** @param {string | undefined} url opens in a new tab, where it is a safe one */
const openUrl = (url) => {
  const href = url && safeUrl(url);
  if (href) window.open(href, '_blank', 'noopener,noreferrer');
};

/**
 * @param {Button | WorkflowButton} button
 * @param {Control} control
 * @returns {HTMLElement}
 */
export const renderButton = (button, control) => {
  const style = button.style === 'primary' ? 'button-filled' : button.style === 'danger' ? 'button-danger' : '';
  const url = button.type === 'button' ? button.url : undefined;
  const node = element(
    'button',
    {
      type: 'button',
      class: `button ${style}`,
      'data-control': control.key,
      'aria-label': button.accessibility_label,
      onclick: (/** @type {MouseEvent} */ click) =>
        void press(click, node, () => {
          openUrl(url);
          return control.dispatch({});
        }),
    },
    ...renderTextObject(button.text, control.names),
    url ? icon('external') : null,
  );
  return node;
};

/**
 * @param {Overflow} overflow
 * @param {Control} control
 * @returns {HTMLElement}
 */
export const renderOverflow = (overflow, control) => {
  const button = element(
    'button',
    { type: 'button', class: 'button button-square', 'data-control': control.key, 'aria-label': 'More actions' },
    icon('more'),
  );
  return createMenu({
    button,
    label: 'More actions',
    items: () =>
      overflow.options.map((option) =>
        element(
          'button',
          {
            type: 'button',
            class: 'menu-item',
            role: 'menuitem',
            onclick: (/** @type {MouseEvent} */ click) =>
              void press(click, button, () => {
                openUrl(option.url);
                return control.dispatch({ option });
              }),
          },
          plainText(option.text),
        ),
      ),
  });
};

/**
 * @param {FeedbackButtons} feedback
 * @param {Control} control
 * @returns {HTMLElement}
 */
export const renderFeedback = (feedback, control) =>
  element(
    'span',
    { class: 'button-row' },
    ...[feedback.positive_button, feedback.negative_button].map((each, index) =>
      iconButton(
        index === 0 ? 'thumbsUp' : 'thumbsDown',
        plainText(each.accessibility_label ?? each.text),
        `${control.key}-${index}`,
        () => control.dispatch({ feedback: index === 0 ? 'positive' : 'negative' }),
      ),
    ),
  );

/**
 * @param {IconButton} button
 * @param {Control} control
 * @returns {HTMLElement | null} null where it is not for this person
 */
export const renderIconButton = (button, control) =>
  button.visible_to_user_ids && !button.visible_to_user_ids.includes(control.names.selfId)
    ? null
    : iconButton(
        button.icon === 'trash' ? 'trash' : 'more',
        plainText(button.accessibility_label ?? button.text),
        control.key,
        () => control.dispatch({}),
      );

/**
 * @param {import('../icons.js').IconName} name
 * @param {string} label
 * @param {string} key
 * @param {() => Promise<unknown>} act
 */
const iconButton = (name, label, key, act) => {
  const node = element(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'data-control': key,
      'aria-label': label,
      title: label,
      onclick: (/** @type {MouseEvent} */ click) => void press(click, node, act),
    },
    icon(name),
  );
  return node;
};
