import { element, uniqueId } from './element.js';

/** The least room in pixels below its field for a list to open downwards. */
const roomNeeded = 260;

/**
 * @typedef {{ heading: string } | { key: string, content: Node[], isSelected?: boolean }} ListboxRow
 *
 * A popup list below or above a text field that keeps the focus: the field moves through it with the arrow keys.
 * @typedef {object} Listbox
 * @property {HTMLElement} node to be put beside the field
 * @property {(rows: ListboxRow[], note?: string) => void} show opens it; the note stands in place of no rows
 * @property {() => void} hide
 * @property {() => boolean} isOpen
 * @property {(delta: number) => void} move
 * @property {() => boolean} chooseActive false where nothing is active
 */

/**
 * @param {object} options
 * @param {HTMLInputElement | HTMLTextAreaElement} options.field gets the aria attributes of a combobox
 * @param {HTMLElement} options.anchor the list is as wide as this and hangs on it
 * @param {string} options.label for screen readers
 * @param {boolean} [options.isAbove] opens upwards always
 * @param {(key: string) => void} options.onChoose
 * @returns {Listbox}
 */
export const createListbox = ({ field, anchor, label, isAbove = false, onChoose }) => {
  const id = uniqueId('listbox');
  const node = element('div', { id, class: 'listbox', role: 'listbox', 'aria-label': label, popover: 'manual' });
  /** @type {HTMLElement[]} */
  let options = [];
  let active = -1;

  const isOpen = () => node.matches(':popover-open');

  // A text area of several lines is no combobox to a screen reader; it only names what it controls.
  const isCombobox = field.tagName === 'INPUT';
  if (isCombobox) field.setAttribute('role', 'combobox');
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', id);
  const tellExpanded = () => isCombobox && field.setAttribute('aria-expanded', String(isOpen()));

  tellExpanded();

  /** @param {number} index */
  const activate = (index) => {
    options[active]?.classList.remove('is-active');
    active = index;
    options[active]?.classList.add('is-active');
    options[active]?.scrollIntoView({ block: 'nearest' });
    const { id: activeId } = options[active] ?? {};
    if (activeId) field.setAttribute('aria-activedescendant', activeId);
    else field.removeAttribute('aria-activedescendant');
  };

  const place = () => {
    const box = anchor.getBoundingClientRect();
    const isUp = isAbove || (window.innerHeight - box.bottom < roomNeeded && box.top > window.innerHeight - box.bottom);
    node.style.left = `${box.left}px`;
    node.style.width = `${box.width}px`;
    node.style.top = isUp ? 'auto' : `${box.bottom + 4}px`;
    node.style.bottom = isUp ? `${window.innerHeight - box.top + 4}px` : 'auto';
    node.style.maxHeight = `${Math.min(isUp ? box.top - 12 : window.innerHeight - box.bottom - 12, 320)}px`;
  };

  const hide = () => {
    if (isOpen()) node.hidePopover();
    tellExpanded();
    activate(-1);
    window.removeEventListener('resize', place);
    document.removeEventListener('scroll', place, true);
  };

  /** @param {ListboxRow[]} rows @param {string} [note] */
  const show = (rows, note) => {
    options = [];
    node.replaceChildren(
      ...rows.map((row) =>
        'heading' in row ? element('div', { class: 'listbox-heading' }, row.heading) : option(row),
      ),
    );
    if (rows.length === 0 && note) node.append(element('div', { class: 'listbox-note', role: 'status' }, note));
    if (!isOpen()) {
      node.showPopover();
      window.addEventListener('resize', place);
      document.addEventListener('scroll', place, true);
    }
    place();
    tellExpanded();
    const selected = options.findIndex((each) => each.getAttribute('aria-selected') === 'true');
    activate(options.length === 0 ? -1 : Math.max(selected, 0));
  };

  /** @param {Extract<ListboxRow, { key: string }>} row */
  const option = ({ key, content, isSelected }) => {
    const index = options.length;
    const made = element(
      'div',
      {
        id: `${id}-${index}`,
        class: 'listbox-option',
        role: 'option',
        'aria-selected': String(isSelected ?? false),
        onmousemove: () => active !== index && activate(index),
        // On mousedown the field would lose the focus, and its blur close the list before the click arrives.
        onmousedown: (/** @type {Event} */ event) => event.preventDefault(),
        onclick: () => onChoose(key),
      },
      ...content,
    );
    made.dataset.key = key;
    options.push(made);
    return made;
  };

  return {
    node,
    show,
    hide,
    isOpen,
    move: (delta) => options.length > 0 && activate((active + delta + options.length) % options.length),
    chooseActive: () => {
      const key = isOpen() ? options[active]?.dataset.key : undefined;
      if (key === undefined) return false;
      onChoose(key);
      return true;
    },
  };
};
