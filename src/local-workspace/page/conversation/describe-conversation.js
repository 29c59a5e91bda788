/** @import { Channel, Conversations } from '../contract.js' */
/** @import { Names } from '../names.js' */

/** @typedef {{ kind: 'channel', id: string, name: string, channel: Channel } | { kind: 'bot' | 'person', id: string, name: string }} ConversationDescription id of the channel, or of the other person */

/**
 * What a conversation is called, and with whom it is.
 * @param {string} id
 * @param {Conversations} conversations
 * @param {Names} names
 * @returns {ConversationDescription}
 */
export const describeConversation = (id, { channels, directs }, names) => {
  const channel = channels.find((each) => each.id === id);
  if (channel) return { kind: 'channel', id, name: channel.name, channel };
  const direct = directs.find((each) => each.id === id);
  if (!direct) return { kind: 'person', id, name: id };
  return { kind: direct.withId === names.botId ? 'bot' : 'person', id: direct.withId, name: direct.withName };
};

/** @param {ConversationDescription} conversation @returns {string} with "#" for a channel */
export const conversationLabel = ({ kind, name }) => (kind === 'channel' ? `#${name}` : name);
