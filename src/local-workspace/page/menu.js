import { element } from './element.js';

/**
 * A button that opens a menu of actions: arrow keys move, Escape closes and gives the focus back.
 * @param {object} options
 * @param {HTMLButtonElement} options.button
 * @param {string} options.label
 * @param {string} [options.className]
 * @param {() => HTMLElement[]} options.items made when the menu opens; each closes it when clicked
 * @returns {HTMLElement} the button and its menu
 */
export const createMenu = ({ button, label, className = '', items }) => {
  const menu = element('div', { class: `menu ${className}`, role: 'menu', 'aria-label': label, popover: 'auto' });
  button.setAttribute('aria-haspopup', 'menu');
  button.setAttribute('aria-expanded', 'false');

  const entries = () => /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('[role^=menuitem]')]);

  button.addEventListener('click', () => {
    if (menu.matches(':popover-open')) return menu.hidePopover();
    menu.replaceChildren(...items());
    menu.showPopover();
    place(menu, button);
    (entries().find((entry) => entry.getAttribute('aria-checked') === 'true') ?? entries()[0])?.focus();
  });
  // A light dismissal on mousedown would have the click open the menu again.
  button.addEventListener('mousedown', (event) => menu.matches(':popover-open') && event.preventDefault());
  menu.addEventListener('toggle', (event) => {
    const isOpen = /** @type {ToggleEvent} */ (event).newState === 'open';
    button.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen && (document.activeElement === document.body || menu.contains(document.activeElement))) button.focus();
  });
  menu.addEventListener('click', () => menu.hidePopover());
  menu.addEventListener('keydown', (event) => {
    const list = entries();
    const at = list.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    /** @type {Record<string, number>} */
    const targets = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const target = targets[event.key];
    if (event.key === 'Escape') event.stopPropagation();
    if (target === undefined) return;
    event.preventDefault();
    list.at(target % list.length)?.focus();
  });
  return element('span', { class: 'menu-anchor' }, button, menu);
};

/** @param {HTMLElement} menu @param {HTMLElement} button */
const place = (menu, button) => {
  const box = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = box.bottom + 4;
  menu.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - width - 8))}px`;
  menu.style.top = `${below + height > window.innerHeight - 8 ? Math.max(8, box.top - height - 4) : below}px`;
};
