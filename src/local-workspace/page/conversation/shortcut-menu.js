import { element } from '../element.js';
import { icon } from '../icons.js';
import { createMenu } from '../menu.js';

/** @import { Shortcut } from '../contract.js' */

/**
 * A button with the app's shortcuts in its menu.
 * @param {object} options
 * @param {string} options.label
 * @param {import('../icons.js').IconName} options.mark
 * @param {Shortcut[]} options.shortcuts
 * @param {(callbackId: string) => void} options.onChoose
 * @returns {HTMLElement}
 */
export const shortcutMenu = ({ label, mark, shortcuts, onChoose }) =>
  createMenu({
    button: element(
      'button',
      { type: 'button', class: 'icon-button', 'aria-label': label, title: label, 'data-control': label },
      icon(mark),
    ),
    label,
    className: 'shortcut-menu',
    items: () =>
      shortcuts.map(({ callbackId, name, description }) =>
        element(
          'button',
          { type: 'button', class: 'menu-item', role: 'menuitem', onclick: () => onChoose(callbackId) },
          icon('bolt'),
          element(
            'span',
            {},
            element('strong', {}, name),
            description && element('span', { class: 'option-description' }, description),
          ),
        ),
      ),
  });
