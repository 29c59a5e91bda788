import { createAgent } from '../agent/agent.js';
import * as api from '../api.js';
import { createDetailsPane } from './details-pane.js';
import { createThreadPane } from './thread-pane.js';

/** @import { AgentState, Message } from '../contract.js' */
/** @import { Names } from '../names.js' */
/** @import { MessageActions } from './message-list.js' */

/**
 * The panes beside a conversation, of which one is open at most: a thread, the agent, the details of a work object.
 * @param {object} options
 * @param {MessageActions} options.actions
 * @param {() => Names} options.names
 * @param {(text: string, channel: string, threadTs?: string) => Promise<boolean>} options.onSend
 * @param {() => void} options.onCloseThread
 * @param {(isOpen: boolean) => void} options.onChange on a phone there is room for one pane only
 */
export const createAsides = ({ actions, names, onSend, onCloseThread, onChange }) => {
  /** The thread that is shown. @type {{ channel: string, ts: string } | null} */
  let thread = null;
  /** What the app says of its conversations, by channel. @type {Map<string, AgentState>} */
  const agentStates = new Map();

  const threadPane = createThreadPane({
    actions,
    onClose: onCloseThread,
    onSend: (text) => (thread ? onSend(text, thread.channel, thread.ts) : Promise.resolve(false)),
  });
  const agent = createAgent({
    actions,
    onClose: () => close(),
    onSend: (text, place) => onSend(text, place.channel, place.threadTs),
  });
  const details = createDetailsPane({ onClose: () => close() });

  const isBesideOpen = () => agent.isOpen() || !details.node.hidden;
  const changed = () => onChange(thread !== null || isBesideOpen());
  const close = () => {
    agent.close();
    details.close();
    changed();
  };

  const showThreadStatus = () => {
    const statuses = agentStates.get(thread?.channel ?? '')?.statuses ?? [];
    threadPane.showStatuses(
      statuses.filter(({ threadTs }) => threadTs === thread?.ts),
      names(),
    );
  };

  /** What arrived since the messages of the thread were asked for, until they are shown. @type {{ message: Message, isNew: boolean }[] | null} */
  let early = null;
  /** @param {Message} message @param {boolean} isNew */
  const putInThread = (message, isNew) => {
    if (isNew || threadPane.list.has(message.ts)) threadPane.list.put(message);
  };

  return {
    nodes: [threadPane.node, agent.node, details.node],
    /** Whether the agent or details are open. */
    isBesideOpen,
    /** Closes the agent and the details. */
    close,
    forget: () => agentStates.clear(),
    /** @param {{ channel: string, ts: string } | null} shown @param {string} conversationName */
    showThread: async (shown, conversationName) => {
      thread = shown;
      threadPane.node.hidden = !shown;
      if (shown) close();
      changed();
      if (!shown) return;
      /** @type {{ message: Message, isNew: boolean }[]} */
      const arrived = [];
      early = arrived;
      const messages = await api.getMessages(names().selfId, shown.channel, shown.ts);
      if (thread !== shown) return;
      if (early === arrived) early = null;
      threadPane.show(messages, names(), conversationName);
      for (const { message, isNew } of arrived) putInThread(message, isNew);
      showThreadStatus();
      threadPane.focus();
    },
    /** @param {string | null} beside the channel that is shown */
    openAgent: async (beside) => {
      close();
      await agent.open(beside, names());
      changed();
    },
    /** Opens the details of a work object before the app has given any. */
    waitForDetails: () => {
      close();
      details.wait();
      changed();
    },
    /** @param {import('../contract.js').Details} given */
    showDetails: (given) => details.show(given, names()),
    lookAt: agent.lookAt,
    /** @param {Message} message whether somebody who looks at the page sees it there */
    shows: (message) => agent.shows(message),
    /** @param {AgentState} state */
    showAgentState: (state) => {
      agentStates.set(state.channel, state);
      agent.showState(state);
      if (state.channel === thread?.channel) showThreadStatus();
    },
    /** @param {Message} message @param {boolean} isNew */
    put: (message, isNew) => {
      agent.put(message, isNew);
      if (!thread || message.channel !== thread.channel) return;
      if (message.threadTs !== thread.ts && message.ts !== thread.ts) return;
      if (early) early.push({ message, isNew });
      else putInThread(message, isNew);
    },
    /** @param {string} ts */
    remove: (ts) => {
      agent.remove(ts);
      threadPane.list.remove(ts);
    },
  };
};
