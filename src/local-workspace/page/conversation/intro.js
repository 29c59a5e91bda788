import { avatar } from '../avatar.js';
import { element } from '../element.js';
import { icon } from '../icons.js';

/** @import { ConversationDescription } from './describe-conversation.js' */

/** What a newcomer may try, and what each shows. @param {string} botName */
const suggestions = (botName) => [
  { text: '/who-owns paymnts', says: 'Find an owner, even with a typing error' },
  { text: `@${botName} where is the API for billing?`, says: 'Ask in a sentence' },
  { text: '/create', says: 'Make a new component from a template' },
];

/**
 * What stands at the beginning of a conversation: what it is, and what to try in it.
 * @param {object} options
 * @param {ConversationDescription} options.conversation
 * @param {string} options.botName
 * @param {(text: string) => void} options.onTry
 * @returns {HTMLElement}
 */
export const renderIntro = ({ conversation, botName, onTry }) => {
  const { kind, id, name } = conversation;
  return element(
    'section',
    { class: 'intro', 'aria-label': 'Beginning of the conversation' },
    conversation.kind === 'channel'
      ? element('span', { class: 'intro-mark' }, icon(conversation.channel.isPrivate ? 'lock' : 'hash'))
      : avatar({ id, name, isBot: kind === 'bot' }),
    element('h2', {}, kind === 'channel' ? `Welcome to #${name}` : name),
    element('p', {}, sentence(conversation, botName)),
    kind !== 'person' &&
      element(
        'div',
        { class: 'suggestions', role: 'group', 'aria-label': 'Things to try' },
        ...suggestions(botName).map(({ text, says }) =>
          element(
            'button',
            { type: 'button', class: 'suggestion', onclick: () => onTry(text) },
            element('span', { class: 'suggestion-text' }, text),
            element('span', { class: 'suggestion-says' }, says),
          ),
        ),
      ),
  );
};

/** @param {ConversationDescription} conversation @param {string} botName */
const sentence = (conversation, botName) => {
  if (conversation.kind === 'channel') {
    return conversation.channel.hasBot
      ? 'Callboard listens here. Try one of these:'
      : `Commands work here. A mention is heard once ${botName} is in the channel.`;
  }
  if (conversation.kind === 'bot')
    return 'Ask who owns something, where its API is or who is on call. Here it needs no mention:';
  return `This conversation is between you and ${conversation.name}.`;
};
