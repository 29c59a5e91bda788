import { element } from './element.js';

/** How many avatar colours `styles/base.css` has. */
const colourCount = 8;

/**
 * Up to two letters that stand for a name.
 * @param {string} name
 * @returns {string} upper case, "?" for an empty name
 */
export const initials = (name) => {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('') || '?';
};

/**
 * A coloured rounded square with the initials; the same id always has the same colour.
 * @param {{ id: string, name: string, isBot?: boolean }} person
 * @returns {HTMLElement}
 */
export const avatar = ({ id, name, isBot = false }) => {
  const sum = [...id].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7);
  const colour = isBot ? 'avatar-bot' : `avatar-${sum % colourCount}`;
  return element('span', { class: `avatar ${colour}`, 'aria-hidden': 'true' }, initials(name));
};
