/**
 * Makes one HTML element. Text always becomes a text node, so nothing a person or a bot wrote is read as HTML.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | EventListener | ((event: any) => void) | null | undefined>} [attributes]
 *   a function is a listener for the name after "on"; true writes an empty attribute; false, null and undefined none
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export const element = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  node.append(...children.filter(isPresent));
  return node;
};

/** @param {Node | string | null | undefined | false} child @returns {child is Node | string} */
const isPresent = (child) => child !== null && child !== undefined && child !== false;

let lastId = 0;

/**
 * An id that no other element of this page has, for labels and `aria-` references.
 * @param {string} prefix
 * @returns {string}
 */
export const uniqueId = (prefix) => `${prefix}-${(lastId += 1)}`;

/**
 * Moves the focus from a part of the page that is replaced to the same control in what replaces it.
 * A control is known by its `data-control`.
 * @param {Element} before
 * @param {Element} after already in the document
 * @returns {boolean} whether the focus was in `before` and found its control again
 */
export const keepFocus = (before, after) => {
  const active = document.activeElement;
  const control = active && before.contains(active) ? active.getAttribute('data-control') : null;
  if (!control) return false;
  const same = after.querySelector(`[data-control="${CSS.escape(control)}"]`);
  if (!(same instanceof HTMLElement)) return false;
  same.focus();
  return true;
};
