import { element } from '../element.js';
import { icon } from '../icons.js';
import { createComposer } from './composer.js';
import { createMessageList } from './message-list.js';

/** @import { Message } from '../contract.js' */
/** @import { Names } from '../names.js' */
/** @import { MessageList } from './message-list.js' */

/**
 * @typedef {object} ThreadPane
 * @property {HTMLElement} node
 * @property {MessageList} list
 * @property {(messages: Message[], names: Names, conversationName: string) => void} show
 * @property {() => void} focus
 */

/**
 * The pane beside a conversation with one of its threads.
 * @param {object} options
 * @param {() => void} options.onClose
 * @param {(text: string) => Promise<boolean>} options.onSend
 * @param {(sentence: string) => void} options.onRefused
 * @returns {ThreadPane}
 */
export const createThreadPane = ({ onClose, onSend, onRefused }) => {
  const list = createMessageList({ label: 'Thread', onRefused, onOpenThread: null });
  const composer = createComposer({ onSend, isThread: true });
  const place = element('span', { class: 'pane-place' });
  const node = element(
    'aside',
    { class: 'thread', 'aria-label': 'Thread', hidden: true },
    element(
      'header',
      { class: 'pane-head' },
      element('h2', {}, 'Thread', place),
      element(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': 'Close thread', onclick: onClose },
        icon('close'),
      ),
    ),
    list.node,
    composer.node,
  );
  return {
    node,
    list,
    show: (messages, names, conversationName) => {
      place.textContent = conversationName;
      composer.address({ label: 'Reply…', names, commands: [] });
      node.hidden = false;
      list.show(messages, names, null);
    },
    focus: composer.focus,
  };
};
