import { element } from '../element.js';

/** @type {{ tab: 'home' | null, name: string }[]} */
const all = [
  { tab: 'home', name: 'Home' },
  { tab: null, name: 'Messages' },
];

/**
 * The parts of a conversation with the app. The arrow keys go from one to the other.
 * @param {'home' | null} chosen
 * @param {(tab: 'home' | null) => void} onChoose
 * @returns {HTMLElement}
 */
export const renderTabs = (chosen, onChoose) => {
  const buttons = all.map(({ tab, name }) =>
    element(
      'button',
      {
        type: 'button',
        class: 'tab',
        role: 'tab',
        'aria-selected': String(tab === chosen),
        tabindex: tab === chosen ? 0 : -1,
        onclick: () => onChoose(tab),
      },
      name,
    ),
  );
  const list = element('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Parts of the app' }, ...buttons);
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    const other = buttons.find((button) => button !== document.activeElement);
    other?.focus();
    other?.click();
  });
  return list;
};
