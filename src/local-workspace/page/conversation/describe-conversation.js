/** @import { Conversations } from '../contract.js' */
/** @import { Names } from '../names.js' */

/** @typedef {{ kind: 'channel' | 'bot' | 'person', id: string, name: string }} ConversationDescription id of the channel, or of the other person */

/**
 * What a conversation is called, and with whom it is.
 * @param {string} id
 * @param {Conversations} conversations
 * @param {Names} names
 * @returns {ConversationDescription}
 */
export const describeConversation = (id, { channels, directs }, names) => {
  const direct = directs.find((each) => each.id === id);
  if (!direct) return { kind: 'channel', id, name: channels.find((each) => each.id === id)?.name ?? id };
  return { kind: direct.withId === names.botId ? 'bot' : 'person', id: direct.withId, name: direct.withName };
};

/** @param {ConversationDescription} conversation @returns {string} with "#" for a channel */
export const conversationLabel = ({ kind, name }) => (kind === 'channel' ? `#${name}` : name);
