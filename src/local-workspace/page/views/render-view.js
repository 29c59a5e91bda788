import { connectedContext } from '../blocks/connected-context.js';
import { renderBlocks } from '../blocks/render-blocks.js';
import { element } from '../element.js';
import { icon } from '../icons.js';
import { isRepeatedClick } from '../repeated-click.js';
import { plainText } from '../text/render-text.js';

/** @import { Block, OpenView } from '../contract.js' */
/** @import { KeptValues } from '../blocks/connected-context.js' */
/** @import { Names } from '../names.js' */

/**
 * @typedef {object} ViewState
 * @property {Names} names
 * @property {KeptValues} kept what was filled in so far, by the view's id
 * @property {Record<string, string>} errors by block id
 * @property {string} error of the whole view
 * @property {(sentence: string) => void} onRefused
 * @property {() => void} onSubmit
 * @property {() => void} onClose
 */

/**
 * Draws a view: its title, its blocks, and the buttons that submit and close it.
 * @param {OpenView} open
 * @param {ViewState} state
 * @returns {HTMLElement}
 */
export const renderView = (open, state) => {
  const { view, stackDepth } = open;
  const blocks = /** @type {Block[]} */ (view.blocks);
  const container = /** @type {const} */ ({ kind: 'view', viewId: open.id });
  const context = connectedContext({ ...state, container, blocks, keptAs: open.id });
  const errorCount = Object.keys(state.errors).length;
  const submitted = (/** @type {Event} */ event) => {
    event.preventDefault();
    state.onSubmit();
  };
  return element(
    'form',
    { class: 'modal-frame', novalidate: true, onsubmit: submitted },
    element(
      'header',
      { class: 'modal-head' },
      stackDepth > 1 && iconButton('back', 'Back', state.onClose),
      element('h2', { class: 'dialog-title' }, plainText(view.title)),
      iconButton('close', 'Close', state.onClose),
    ),
    element('div', { class: 'modal-body' }, ...renderBlocks(blocks, context)),
    element(
      'footer',
      { class: 'modal-foot' },
      element('p', { class: 'modal-error', role: 'alert' }, state.error || errorSummary(errorCount)),
      element(
        'button',
        { type: 'button', class: 'button', onclick: state.onClose },
        plainText(view.close) || (view.submit ? 'Cancel' : 'Close'),
      ),
      view.submit &&
        element(
          'button',
          { type: 'submit', class: 'button button-filled modal-submit', onclick: dropRepeated },
          plainText(view.submit),
        ),
    ),
  );
};

/** The second click of a double click would submit the page that the first one led to. @param {MouseEvent} click */
const dropRepeated = (click) => {
  if (isRepeatedClick(click)) click.preventDefault();
};

/** @param {number} count */
const errorSummary = (count) => {
  if (count === 0) return '';
  return count === 1 ? 'One field needs another look.' : `${count} fields need another look.`;
};

/** @param {'back' | 'close'} name @param {string} label @param {() => void} onclick */
const iconButton = (name, label, onclick) =>
  element('button', { type: 'button', class: 'icon-button', 'aria-label': label, onclick }, icon(name));
