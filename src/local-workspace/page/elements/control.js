/** @import { ActionValue, Option, Suggestions } from '../contract.js' */
/** @import { Names } from '../names.js' */

/**
 * What an interactive element is bound to.
 * @typedef {object} Control
 * @property {string} id for the label's `for`
 * @property {string} key the same for the same element each time its message or view is drawn
 * @property {string} label what a screen reader calls it where no visible label does
 * @property {ActionValue | undefined} value what was chosen or typed before, or the element's initial value
 * @property {Names} names
 * @property {(value: ActionValue) => void} change keeps what was chosen; nothing is sent
 * @property {(value: ActionValue) => Promise<boolean>} dispatch tells the bot; false where the person did not
 *   confirm it, or it was refused
 * @property {(query: string) => Promise<Suggestions>} suggest
 */

/** @param {Option | undefined} option @returns {string} one key for one option, also where it has no value */
export const optionKey = (option) => option?.value ?? option?.text.text ?? '';

/**
 * The attributes that every form control of an element has.
 * @param {Control} control
 * @returns {Record<string, string>}
 */
export const controlAttributes = ({ id, key, label }) => ({
  id,
  'data-control': key,
  ...(label ? { 'aria-label': label } : {}),
});
