import { renderPrompts } from '../agent/prompts.js';
import { createStatus } from '../agent/status.js';
import { avatar } from '../avatar.js';
import { element } from '../element.js';
import { createHome } from '../home/home.js';
import { icon } from '../icons.js';
import { channelMenu } from './channel-menu.js';
import { createComposer } from './composer.js';
import { conversationLabel } from './describe-conversation.js';
import { renderIntro } from './intro.js';
import { createMessageList } from './message-list.js';
import { renderTabs } from './tabs.js';

/** @import { ChannelChange } from '../api.js' */
/** @import { AgentState, Boot, Message, OpenHome } from '../contract.js' */
/** @import { Names } from '../names.js' */
/** @import { ConversationDescription } from './describe-conversation.js' */
/** @import { MessageActions, MessageList } from './message-list.js' */

/**
 * @typedef {object} ConversationState
 * @property {ConversationDescription} conversation
 * @property {'home' | null} tab
 * @property {Message[]} messages
 * @property {Names} names
 * @property {Boot} boot
 * @property {boolean | null} isBotConnected null while it is not known
 *
 * @typedef {object} ConversationPane
 * @property {HTMLElement} node
 * @property {MessageList} list
 * @property {(state: ConversationState) => void} show
 * @property {(conversation: ConversationDescription, names: Names, boot: Boot) => void} describe after it changed
 * @property {(home: OpenHome | null, names: Names) => void} showHome
 * @property {(agent: AgentState | null, names: Names) => void} showAgent null where it is no conversation with the app
 * @property {(isConnected: boolean | null) => void} showBotState
 * @property {(previews: HTMLElement[]) => void} preview of links in what is being typed
 * @property {() => void} focus
 */

/**
 * The pane with a conversation's name, its messages, and where one writes; with the app, its home too.
 * @param {object} options
 * @param {MessageActions} options.actions
 * @param {(text: string) => Promise<boolean>} options.onSend
 * @param {(text: string) => void} options.onLinks
 * @param {(callbackId: string) => void} options.onShortcut
 * @param {(tab: 'home' | null) => void} options.onTab
 * @param {() => void} options.onAgent
 * @param {(change: ChannelChange) => void} options.onChannelChange
 * @param {() => void} options.onToggleSidebar
 * @returns {ConversationPane}
 */
export const createConversationPane = (options) => {
  const { actions, onSend, onLinks, onShortcut, onTab, onAgent, onChannelChange, onToggleSidebar } = options;
  const list = createMessageList({ label: 'Messages', actions });
  const composer = createComposer({ onSend, onShortcut, onLinks });
  const home = createHome({ onRefused: actions.onRefused });
  const status = createStatus();
  const title = element('h2', { class: 'pane-title' });
  const tabs = element('div', { class: 'tabs-place' });
  const prompts = element('div', { class: 'prompts-place' });
  const note = element('div', { class: 'channel-note', hidden: true });
  const warning = element(
    'p',
    { class: 'bot-warning', role: 'status', hidden: true },
    icon('warning'),
    'The bot is not connected: it hears nothing until it is.',
  );
  const agentButton = element(
    'button',
    { type: 'button', class: 'button agent-button', onclick: onAgent, hidden: true },
    icon('spark'),
    element('span', { class: 'agent-button-text' }),
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
      agentButton,
    ),
    tabs,
    home.node,
    list.node,
    status.node,
    prompts,
    note,
    warning,
    composer.node,
  );

  /** @param {boolean | null} isConnected */
  const showBotState = (isConnected) => {
    warning.hidden = isConnected !== false;
  };

  /** @type {ConversationPane['describe']} */
  const describe = (conversation, names, boot) => {
    const { kind, id, name } = conversation;
    const botName = names.person(names.botId);
    title.replaceChildren(
      ...(kind === 'channel'
        ? [channelMenu(conversation.channel, botName, onChannelChange)]
        : [avatar({ id, name, isBot: kind === 'bot' }), name]),
      ...(kind === 'bot' ? [element('span', { class: 'badge' }, 'App')] : []),
    );
    agentButton.hidden = boot.agentView === null || kind === 'bot';
    agentButton.setAttribute('aria-label', `Ask ${botName}`);
    agentButton.querySelector('.agent-button-text')?.replaceChildren(`Ask ${botName}`);
    const isArchived = kind === 'channel' && conversation.channel.isArchived;
    const lacksBot = kind === 'channel' && !conversation.channel.hasBot;
    note.hidden = !isArchived && !lacksBot;
    note.replaceChildren(
      ...(isArchived ? [`${name} is archived: nothing can be said here.`] : [`${botName} is not in this channel.`]),
      element(
        'button',
        { type: 'button', class: 'button', onclick: () => onChannelChange(isArchived ? 'unarchive' : 'invite') },
        isArchived ? 'Unarchive' : `Add ${botName}`,
      ),
    );
    composer.node.hidden = isArchived;
  };

  return {
    node,
    list,
    showBotState,
    describe,
    showHome: home.show,
    preview: composer.preview,
    showAgent: (agent, names) => {
      status.show(agent?.statuses ?? [], names);
      const drawn = renderPrompts(agent?.prompts ?? null, (message) => void onSend(message));
      prompts.replaceChildren(...(drawn ? [drawn] : []));
    },
    show: ({ conversation, tab, messages, names, boot, isBotConnected }) => {
      describe(conversation, names, boot);
      const isHome = tab === 'home';
      tabs.replaceChildren(...(conversation.kind === 'bot' && boot.hasHome ? [renderTabs(tab, onTab)] : []));
      for (const part of [list.node, prompts, status.node]) part.classList.toggle('is-covered', isHome);
      home.node.hidden = !isHome;
      const { commands, shortcuts } = boot;
      composer.address({
        label: `Message ${conversationLabel(conversation)}`,
        names,
        commands,
        shortcuts: shortcuts.filter(({ kind }) => kind === 'global'),
      });
      composer.node.hidden = composer.node.hidden || isHome;
      const botName = names.person(names.botId);
      list.show(messages, names, renderIntro({ conversation, botName, onTry: composer.fill }));
      showBotState(isBotConnected);
    },
    focus: () => {
      const chosen = tabs.querySelector('[aria-selected=true]');
      if (!home.node.hidden && chosen instanceof HTMLElement) chosen.focus();
      else composer.focus();
    },
  };
};
