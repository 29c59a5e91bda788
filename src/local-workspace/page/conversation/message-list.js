import { element, keepFocus } from '../element.js';
import { icon } from '../icons.js';
import { renderMessage } from './message.js';

/** @import { Message, Shortcut } from '../contract.js' */
/** @import { KeptValues } from '../blocks/connected-context.js' */
/** @import { Names } from '../names.js' */

/** How far in pixels from its end a list still counts as read to the end. */
const nearEnd = 80;

/**
 * What can be done with a message besides what its blocks offer.
 * @typedef {object} MessageActions
 * @property {(sentence: string) => void} onRefused
 * @property {((ts: string) => void) | null} onOpenThread null inside a thread
 * @property {() => Shortcut[]} shortcuts of the menu that every lasting message has
 * @property {(message: Message, callbackId: string) => void} onShortcut
 * @property {(message: Message, url: string) => void} onOpenWorkObject
 *
 * @typedef {object} MessageList
 * @property {HTMLElement} node
 * @property {(messages: Message[], names: Names, intro: HTMLElement | null) => void} show in place of what it shows
 * @property {(message: Message) => void} put adds a message, or draws it anew where it is shown already
 * @property {(ts: string) => void} remove
 * @property {(ts: string) => boolean} has
 * @property {() => number} count
 */

/**
 * Messages in the order of their time. It follows what is new while a person reads at its end.
 * @param {object} options
 * @param {string} options.label
 * @param {MessageActions} options.actions
 * @returns {MessageList}
 */
export const createMessageList = ({ label, actions }) => {
  const rows = element('div', { class: 'rows', role: 'log', 'aria-live': 'polite', 'aria-label': label });
  const scroller = element('div', { class: 'scroller', tabindex: '0', 'aria-label': label, role: 'region' }, rows);
  const toEnd = () => {
    scroller.scrollTop = scroller.scrollHeight;
    latest.hidden = true;
  };
  const latest = element(
    'button',
    { type: 'button', class: 'latest', hidden: true, onclick: toEnd },
    icon('down'),
    'New messages',
  );
  /** @type {Message[]} */
  let shown = [];
  /** @type {KeptValues} */
  const kept = new Map();
  /** @type {Names} */
  let names;

  const isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearEnd;

  /** @param {string} ts */
  const rowOf = (ts) => rows.querySelector(`:scope > .row[data-ts="${CSS.escape(ts)}"]`);

  /** @param {number} index */
  const draw = (index) => {
    const message = shown[index];
    if (!message) return;
    const row = renderMessage(message, { names, kept, previous: shown[index - 1], actions });
    const before = rowOf(message.ts);
    if (before) {
      const hadFocus = before.contains(document.activeElement);
      before.after(row);
      if (hadFocus && !keepFocus(before, row)) row.querySelector('article')?.focus();
      before.remove();
      return;
    }
    const next = shown[index + 1];
    rows.insertBefore(row, next ? rowOf(next.ts) : null);
  };

  scroller.addEventListener('scroll', () => {
    if (isAtEnd()) latest.hidden = true;
  });
  // Pictures and a window that changes its size must not leave the end out of sight.
  let wasAtEnd = true;
  scroller.addEventListener('scrollend', () => (wasAtEnd = isAtEnd()));
  const resizes = new ResizeObserver(() => wasAtEnd && toEnd());
  resizes.observe(scroller);
  resizes.observe(rows);

  return {
    node: element('div', { class: 'message-list' }, scroller, latest),
    show: (messages, shownTo, intro) => {
      names = shownTo;
      shown = [...messages];
      // What was said before is not news to a screen reader.
      rows.setAttribute('aria-busy', 'true');
      rows.replaceChildren(...(intro ? [intro] : []));
      shown.forEach((_, index) => draw(index));
      rows.removeAttribute('aria-busy');
      toEnd();
      wasAtEnd = true;
    },
    put: (message) => {
      const follow = isAtEnd() || (message.userId === names.selfId && !shown.some(({ ts }) => ts === message.ts));
      shown = [...shown.filter(({ ts }) => ts !== message.ts), message].toSorted((one, other) =>
        one.ts.localeCompare(other.ts),
      );
      const index = shown.findIndex(({ ts }) => ts === message.ts);
      draw(index);
      draw(index + 1);
      if (follow) toEnd();
      else if (index === shown.length - 1) latest.hidden = false;
    },
    remove: (ts) => {
      const index = shown.findIndex((message) => message.ts === ts);
      if (index === -1) return;
      shown = shown.filter((message) => message.ts !== ts);
      rowOf(ts)?.remove();
      draw(index);
    },
    has: (ts) => shown.some((message) => message.ts === ts),
    count: () => shown.length,
  };
};
