import { element, uniqueId } from '../element.js';
import { plainText, renderTextObject } from '../text/render-text.js';

/** @import { Names } from '../names.js' */

/**
 * Asks whether an action is meant, as the bot wrote the question.
 * @param {import('@slack/types').ConfirmationDialog | undefined} confirm
 * @param {Names} names
 * @returns {Promise<boolean>} true where there is nothing to ask
 */
export const askToConfirm = (confirm, names) => {
  if (!confirm) return Promise.resolve(true);
  const titleId = uniqueId('confirm');
  const style = confirm.style === 'danger' ? 'button-filled-danger' : 'button-filled';
  const deny = element('button', { class: 'button', value: 'deny' }, plainText(confirm.deny) || 'Cancel');
  const accept = element('button', { class: `button ${style}`, value: 'confirm' }, plainText(confirm.confirm) || 'OK');
  const dialog = element(
    'dialog',
    { class: 'dialog dialog-small', role: 'alertdialog', 'aria-labelledby': titleId },
    element(
      'form',
      { method: 'dialog' },
      element('h2', { id: titleId, class: 'dialog-title' }, plainText(confirm.title) || 'Are you sure?'),
      element('div', { class: 'rich confirm-text' }, ...renderTextObject(confirm.text, names)),
      element('div', { class: 'dialog-actions' }, deny, accept),
    ),
  );
  // Inside an open dialog, or the page behind it would be the confirmation's place.
  (document.querySelector('dialog[open]') ?? document.body).append(dialog);
  return new Promise((resolve) => {
    // The dialogs around this one hear of neither its closing nor its Escape.
    dialog.addEventListener('cancel', (event) => event.stopPropagation());
    dialog.addEventListener('close', (event) => {
      event.stopPropagation();
      dialog.remove();
      resolve(dialog.returnValue === 'confirm');
    });
    dialog.showModal();
    // Enter, pressed once too often, must not do what can't be undone.
    (confirm.style === 'danger' ? deny : accept).focus();
  });
};
