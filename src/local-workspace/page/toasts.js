import { element } from './element.js';
import { icon } from './icons.js';

/** How long a notice stays, unless it is closed earlier. */
const shownForMs = 9000;

/**
 * The place where what the server refused is said.
 * @returns {{ node: HTMLElement, show: (sentence: string) => void }}
 */
export const createToasts = () => {
  const node = element('div', { class: 'toasts', role: 'alert', popover: 'manual' });

  /** @param {string} sentence */
  const show = (sentence) => {
    const remove = () => {
      clearTimeout(timer);
      toast.remove();
      if (node.childElementCount === 0 && node.matches(':popover-open')) node.hidePopover();
    };
    const close = element(
      'button',
      { type: 'button', class: 'icon-button', 'aria-label': 'Dismiss', onclick: remove },
      icon('close'),
    );
    const toast = element(
      'div',
      { class: 'toast' },
      icon('warning'),
      element('span', { class: 'toast-text' }, sentence),
      close,
    );
    const timer = setTimeout(remove, shownForMs);
    // Shown anew each time, so that it stands above a dialog opened since.
    if (node.matches(':popover-open')) node.hidePopover();
    node.append(toast);
    node.showPopover();
  };

  return { node, show };
};
