import { createStatus } from '../agent/status.js';
import { element } from '../element.js';
import { icon } from '../icons.js';
import { createComposer } from './composer.js';
import { createMessageList } from './message-list.js';

/** @import { AgentState, Message } from '../contract.js' */
/** @import { Names } from '../names.js' */
/** @import { MessageActions, MessageList } from './message-list.js' */

/**
 * @typedef {object} ThreadPane
 * @property {HTMLElement} node
 * @property {MessageList} list
 * @property {(messages: Message[], names: Names, conversationName: string) => void} show
 * @property {(statuses: AgentState['statuses'], names: Names) => void} showStatuses of this thread
 * @property {() => void} focus
 */

/**
 * The pane beside a conversation with one of its threads.
 * @param {object} options
 * @param {() => void} options.onClose
 * @param {(text: string) => Promise<boolean>} options.onSend
 * @param {MessageActions} options.actions
 * @returns {ThreadPane}
 */
export const createThreadPane = ({ onClose, onSend, actions }) => {
  const list = createMessageList({ label: 'Thread', actions: { ...actions, onOpenThread: null } });
  const status = createStatus();
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
    status.node,
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
    showStatuses: status.show,
    focus: composer.focus,
  };
};
