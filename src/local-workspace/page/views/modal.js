import * as api from '../api.js';
import { presentValues } from '../blocks/connected-context.js';
import { element } from '../element.js';
import { renderView } from './render-view.js';

/** @import { OpenView, SubmitResult } from '../contract.js' */
/** @import { KeptValues } from '../blocks/connected-context.js' */
/** @import { Names } from '../names.js' */

/** The first thing to fill in, the field that the bot names before all others. */
const firstFields = [
  '[data-focus]',
  '.has-error input, .has-error textarea',
  '.modal-body input, .modal-body textarea',
  '.modal-foot button:last-child',
];

/** @param {unknown} error @returns {SubmitResult} */
const failed = (error) => ({ outcome: 'kept', error: api.sentenceOf(error) });

/**
 * The dialog for the views that the bot opens. It draws the one on top; what was filled in stays while a view is
 * updated or covered by another.
 * @param {object} options
 * @param {(sentence: string) => void} options.onRefused
 * @returns {{ node: HTMLElement, show: (view: OpenView | null, names: Names) => void }}
 */
export const createModal = ({ onRefused }) => {
  const node = element('dialog', { class: 'dialog modal', 'aria-label': 'Form' });
  /** @type {KeptValues} */
  const kept = new Map();
  /** @type {OpenView | null} */
  let open = null;
  /** @type {Names} */
  let names;
  /** @type {{ errors: Record<string, string>, error: string, isBusy: boolean }} */
  let state = { errors: {}, error: '', isBusy: false };

  const draw = () => {
    if (!open) return;
    const focused = node.contains(document.activeElement) ? document.activeElement?.getAttribute('data-control') : null;
    const scrollTop = node.querySelector('.modal-body')?.scrollTop ?? 0;
    node.replaceChildren(renderView(open, { names, kept, ...state, onRefused, onSubmit: submit, onClose: close }));
    const body = node.querySelector('.modal-body');
    if (body) body.scrollTop = scrollTop;
    const same = focused && node.querySelector(`[data-control="${CSS.escape(focused)}"]`);
    if (same instanceof HTMLElement) same.focus();
    else focusFirst();
  };

  const focusFirst = () => {
    const field = firstFields.map((selector) => node.querySelector(selector)).find(Boolean);
    if (field instanceof HTMLElement) field.focus();
  };

  /** @param {OpenView | null} view @param {Names} shownTo */
  const show = (view, shownTo) => {
    names = shownTo;
    const isSame = view?.id === open?.id;
    open = view;
    state = { errors: {}, error: '', isBusy: false };
    if (!view) {
      kept.clear();
      node.close();
      return;
    }
    if (!node.open) node.showModal();
    if (!isSame) node.replaceChildren();
    draw();
  };

  const submit = async () => {
    if (!open || state.isBusy) return;
    const { id, stackDepth, view } = open;
    state = { errors: {}, error: '', isBusy: true };
    node.querySelector('.modal-frame')?.classList.add('is-busy');
    node.querySelector('.modal-submit')?.setAttribute('aria-busy', 'true');
    const values = presentValues(kept.get(id) ?? {}, view.blocks);
    const result = await api.submitView({ as: names.selfId, viewId: id, values }).catch(failed);
    // The stream may have brought another view meanwhile.
    if (open?.id !== id) return;
    if (result.outcome === 'closed') return leave(stackDepth);
    state = { errors: result.errors ?? {}, error: result.error ?? '', isBusy: false };
    draw();
    const wrong = node.querySelector('.has-error input, .has-error textarea');
    if (wrong instanceof HTMLElement) wrong.focus();
  };

  /** @param {number} stackDepth of the view that is done: below it stands another, which the stream brings */
  const leave = (stackDepth) => {
    if (stackDepth === 1) show(null, names);
  };

  const close = async () => {
    if (!open) return;
    const { id, stackDepth } = open;
    const refusal = await api.closeView({ as: names.selfId, viewId: id }).then(() => '', api.sentenceOf);
    if (refusal) onRefused(refusal);
    // Where the server is gone or knows the view no longer, nothing else would close it.
    if (open?.id === id) leave(refusal ? 1 : stackDepth);
  };

  node.addEventListener('cancel', (event) => {
    event.preventDefault();
    void close();
  });
  // A browser lets nobody hold a dialog open against a second Escape.
  node.addEventListener('close', () => void close());
  return { node, show };
};
