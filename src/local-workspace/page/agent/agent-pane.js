import { avatar } from '../avatar.js';
import { createComposer } from '../conversation/composer.js';
import { createMessageList } from '../conversation/message-list.js';
import { element } from '../element.js';
import { icon } from '../icons.js';
import { renderPrompts } from './prompts.js';
import { createStatus } from './status.js';

/** @import { AgentPlace, AgentState, Message } from '../contract.js' */
/** @import { Names } from '../names.js' */
/** @import { MessageList, MessageActions } from '../conversation/message-list.js' */

/**
 * @typedef {object} AgentPane
 * @property {HTMLElement} node
 * @property {MessageList} list
 * @property {(place: AgentPlace, messages: Message[], names: Names) => void} show
 * @property {(agent: AgentState) => void} showState
 * @property {() => void} focus
 */

/**
 * The pane beside a conversation in which a person talks with the app's agent. What is said in the threads of that
 * conversation stands in the order of its time.
 * @param {object} options
 * @param {MessageActions} options.actions
 * @param {() => void} options.onClose
 * @param {(text: string) => Promise<boolean>} options.onSend
 * @returns {AgentPane}
 */
export const createAgentPane = ({ actions, onClose, onSend }) => {
  const list = createMessageList({ label: 'Agent', actions: { ...actions, onOpenThread: null } });
  const composer = createComposer({ onSend, isThread: true });
  const status = createStatus();
  const prompts = element('div', { class: 'prompts-place' });
  const title = element('h2');
  /** @type {AgentPlace} */
  let place = { channel: '' };
  /** @type {Names} */
  let names;

  const node = element(
    'aside',
    { class: 'thread agent', 'aria-label': 'Agent', hidden: true },
    element(
      'header',
      { class: 'pane-head' },
      title,
      element(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': 'Close agent', onclick: onClose },
        icon('close'),
      ),
    ),
    list.node,
    status.node,
    prompts,
    composer.node,
  );

  /** @param {string | undefined} threadTs */
  const isHere = (threadTs) => place.threadTs === undefined || threadTs === place.threadTs;

  return {
    node,
    list,
    show: (shown, messages, shownTo) => {
      place = shown;
      names = shownTo;
      const name = names.person(names.botId);
      title.replaceChildren(avatar({ id: names.botId, name, isBot: true }), name);
      composer.address({ label: `Ask ${name}`, names, commands: [] });
      node.hidden = false;
      const started = element('p', { class: 'agent-intro' }, `Ask ${name} anything about what your teams run.`);
      list.show(messages, names, started);
    },
    showState: (agent) => {
      const name = names.person(names.botId);
      const named = place.threadTs ? agent.titles[place.threadTs] : undefined;
      title.replaceChildren(avatar({ id: names.botId, name, isBot: true }), named ?? name);
      status.show(
        agent.statuses.filter(({ threadTs }) => isHere(threadTs)),
        names,
      );
      const offered = agent.prompts && isHere(agent.prompts.threadTs) ? agent.prompts : null;
      const drawn = renderPrompts(offered, (message) => void onSend(message));
      prompts.replaceChildren(...(drawn ? [drawn] : []));
    },
    focus: composer.focus,
  };
};
