import { avatar } from '../avatar.js';
import { element } from '../element.js';
import { icon } from '../icons.js';
import { createComposer } from './composer.js';
import { conversationLabel } from './describe-conversation.js';
import { renderIntro } from './intro.js';
import { createMessageList } from './message-list.js';

/** @import { Message, SlashCommand } from '../contract.js' */
/** @import { Names } from '../names.js' */
/** @import { ConversationDescription } from './describe-conversation.js' */
/** @import { MessageList } from './message-list.js' */

/**
 * @typedef {object} ConversationState
 * @property {ConversationDescription} conversation
 * @property {Message[]} messages
 * @property {Names} names
 * @property {SlashCommand[]} commands
 * @property {boolean | null} isBotConnected null while it is not known
 *
 * @typedef {object} ConversationPane
 * @property {HTMLElement} node
 * @property {MessageList} list
 * @property {(state: ConversationState) => void} show
 * @property {(isConnected: boolean | null) => void} showBotState
 * @property {() => void} focus
 */

/**
 * The pane with a conversation's name, its messages, and where one writes.
 * @param {object} options
 * @param {(text: string) => Promise<boolean>} options.onSend
 * @param {(ts: string) => void} options.onOpenThread
 * @param {(sentence: string) => void} options.onRefused
 * @param {() => void} options.onToggleSidebar
 * @returns {ConversationPane}
 */
export const createConversationPane = ({ onSend, onOpenThread, onRefused, onToggleSidebar }) => {
  const list = createMessageList({ label: 'Messages', onRefused, onOpenThread });
  const composer = createComposer({ onSend });
  const title = element('h2', { class: 'pane-title' });
  const warning = element(
    'p',
    { class: 'bot-warning', role: 'status', hidden: true },
    icon('warning'),
    'The bot is not connected: it hears nothing until it is.',
  );
  const node = element(
    'section',
    { class: 'conversation', 'aria-label': 'Conversation' },
    element(
      'header',
      { class: 'pane-head' },
      element(
        'button',
        {
          type: 'button',
          class: 'icon-button drawer-button',
          'aria-label': 'Show conversations',
          'aria-controls': 'sidebar',
          onclick: onToggleSidebar,
        },
        icon('menu'),
      ),
      title,
    ),
    list.node,
    warning,
    composer.node,
  );

  /** @param {boolean | null} isConnected */
  const showBotState = (isConnected) => {
    warning.hidden = isConnected !== false;
  };

  return {
    node,
    list,
    showBotState,
    show: ({ conversation, messages, names, commands, isBotConnected }) => {
      const { kind, id, name } = conversation;
      const mark = kind === 'channel' ? icon('hash') : avatar({ id, name, isBot: kind === 'bot' });
      title.replaceChildren(mark, name, ...(kind === 'bot' ? [element('span', { class: 'badge' }, 'App')] : []));
      composer.address({ label: `Message ${conversationLabel(conversation)}`, names, commands });
      list.show(
        messages,
        names,
        renderIntro({ conversation, botName: names.person(names.botId), onTry: composer.fill }),
      );
      showBotState(isBotConnected);
    },
    focus: composer.focus,
  };
};
