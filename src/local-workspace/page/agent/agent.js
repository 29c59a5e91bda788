import * as api from '../api.js';
import { createAgentPane } from './agent-pane.js';

/** @import { AgentPlace, AgentState, Message } from '../contract.js' */
/** @import { Names } from '../names.js' */
/** @import { MessageActions } from '../conversation/message-list.js' */

/**
 * A person's conversation with the app's agent beside what they look at.
 * @param {object} options
 * @param {MessageActions} options.actions
 * @param {(text: string, place: AgentPlace) => Promise<boolean>} options.onSend
 * @param {() => void} options.onClose
 */
export const createAgent = ({ actions, onSend, onClose }) => {
  /** @type {AgentPlace | null} */
  let place = null;
  /** @type {Names} */
  let names;
  const pane = createAgentPane({
    actions,
    onClose,
    onSend: (text) => (place ? onSend(text, place) : Promise.resolve(false)),
  });

  /** @param {Message} message @param {AgentPlace} at */
  const isIn = (message, at) =>
    message.channel === at.channel &&
    message.subtype === undefined &&
    (at.threadTs === undefined || message.threadTs === at.threadTs);

  return {
    node: pane.node,
    isOpen: () => place !== null,
    /** @param {Message} message */
    shows: (message) => place !== null && isIn(message, place),
    /** @param {string | null} beside a channel @param {Names} shownTo */
    open: async (beside, shownTo) => {
      names = shownTo;
      const at = await api.openAgent({ as: names.selfId, beside });
      const { channel, threadTs } = at;
      const said = threadTs ? await api.getMessages(names.selfId, channel, threadTs) : await everything(channel);
      place = at;
      pane.show(
        place,
        said.filter((message) => isIn(message, at)),
        names,
      );
      pane.showState(await api.getAgent(names.selfId));
      pane.focus();
    },
    close: () => {
      if (place) void api.closeAgent({ as: names.selfId });
      place = null;
      pane.node.hidden = true;
    },
    /** @param {string} beside the channel that is shown now */
    lookAt: async (beside) => {
      if (place && place.channel !== beside) await api.lookAt({ as: names.selfId, ...place, beside });
    },
    /** @param {Message} message @param {boolean} isNew */
    put: (message, isNew) => {
      if (place && isIn(message, place) && (isNew || pane.list.has(message.ts))) pane.list.put(message);
    },
    /** @param {string} ts */
    remove: (ts) => pane.list.remove(ts),
    /** @param {AgentState} agent */
    showState: (agent) => {
      if (place?.channel === agent.channel) pane.showState(agent);
    },
  };

  /** @param {string} channel what was said there, in threads too, in the order of its time */
  async function everything(channel) {
    const own = await api.getMessages(names.selfId, channel);
    const threads = own.filter(({ replyCount }) => replyCount > 0);
    const replies = await Promise.all(threads.map(({ ts }) => api.getMessages(names.selfId, channel, ts)));
    const all = new Map([...own, ...replies.flat()].map((message) => [message.ts, message]));
    return [...all.values()].toSorted((one, other) => one.ts.localeCompare(other.ts));
  }
};
