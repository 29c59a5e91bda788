import { element, uniqueId } from '../element.js';

/**
 * Asks with a small dialog; Escape and Cancel answer nothing.
 * @param {object} options
 * @param {string} options.title
 * @param {string} options.accept what the button says
 * @param {Node[]} options.fields
 * @returns {Promise<FormData | null>} what was filled in; null where it was given up
 */
export const ask = ({ title, accept, fields }) => {
  const titleId = uniqueId('ask');
  const form = element(
    'form',
    { method: 'dialog' },
    element('h2', { id: titleId, class: 'dialog-title' }, title),
    element('div', { class: 'ask-fields' }, ...fields),
    element(
      'div',
      { class: 'dialog-actions' },
      element('button', { class: 'button', value: '', formnovalidate: true }, 'Cancel'),
      element('button', { class: 'button button-filled', value: 'accept' }, accept),
    ),
  );
  const dialog = element('dialog', { class: 'dialog dialog-small', 'aria-labelledby': titleId }, form);
  // The first submit button is what Enter presses.
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector('.button-filled'));
  });
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'accept' ? new FormData(form) : null);
    });
    dialog.showModal();
    const first = form.querySelector('input, select');
    if (first instanceof HTMLElement) first.focus();
  });
};
