import { avatar } from '../avatar.js';
import { connectedContext } from '../blocks/connected-context.js';
import { renderBlocks } from '../blocks/render-blocks.js';
import { element } from '../element.js';
import { icon } from '../icons.js';
import { renderEmoji, renderMrkdwn } from '../text/render-text.js';
import { renderUnfurl } from './unfurl.js';
import { shortcutMenu } from './shortcut-menu.js';
import { renderWorkObject } from './work-object.js';
import { bareTime, clockTime, dayKey, dayName, fullTime, momentOf } from '../times.js';

/** @import { Block, Message } from '../contract.js' */
/** @import { KeptValues } from '../blocks/connected-context.js' */
/** @import { Names } from '../names.js' */
/** @import { MessageActions } from './message-list.js' */

/** Within this, what one person says stands under one name. */
const groupedWithinSeconds = 300;

/**
 * @typedef {object} MessageSurroundings
 * @property {Names} names
 * @property {KeptValues} kept by the message's ts
 * @property {Message | undefined} previous the message above it
 * @property {MessageActions} actions
 */

/**
 * A message and, where a new day begins with it, the line that says so.
 * @param {Message} message
 * @param {MessageSurroundings} surroundings
 * @returns {HTMLElement}
 */
export const renderMessage = (message, surroundings) => {
  const { names, previous, actions } = surroundings;
  const { onOpenThread } = actions;
  const at = momentOf(message.ts);
  const isNewDay = !previous || dayKey(momentOf(previous.ts)) !== dayKey(at);
  const isGrouped = !isNewDay && previous !== undefined && follows(message, previous);
  const author = names.author(message);
  return element(
    'div',
    { class: 'row', 'data-ts': message.ts },
    isNewDay && element('div', { class: 'day' }, element('span', { class: 'day-name' }, dayName(at, new Date()))),
    element(
      'article',
      {
        class: `message ${isGrouped ? 'is-grouped' : ''} ${message.isEphemeral ? 'is-ephemeral' : ''}`,
        'aria-label': `${author.name}, ${clockTime(at)}`,
        tabindex: '-1',
      },
      message.isEphemeral && element('p', { class: 'ephemeral-note' }, icon('eye'), 'Only visible to you'),
      element('div', { class: 'message-gutter' }, isGrouped ? time(at, bareTime(at)) : avatar(author)),
      element(
        'div',
        { class: 'message-body' },
        !isGrouped &&
          element(
            'div',
            { class: 'message-head' },
            element('span', { class: 'message-author' }, author.name),
            author.isBot && element('span', { class: 'badge' }, 'App'),
            time(at, clockTime(at)),
          ),
        ...content(message, surroundings),
        ...below(message, surroundings),
        reactions(message),
        onOpenThread && replies(message, () => onOpenThread(message.ts)),
      ),
      !message.isEphemeral && tools(message, actions),
    ),
  );
};

/** @param {Message} message @param {Message} previous */
const follows = (message, previous) =>
  previous.userId === message.userId &&
  previous.botName === message.botName &&
  !message.isEphemeral &&
  previous.isEphemeral === message.isEphemeral &&
  previous.replyCount === 0 &&
  Number.parseFloat(message.ts) - Number.parseFloat(previous.ts) < groupedWithinSeconds;

/** @param {Date} at @param {string} text */
const time = (at, text) =>
  element('time', { class: 'message-time', datetime: at.toISOString(), title: fullTime(at) }, text);

/** @param {Message} message @param {MessageSurroundings} surroundings @returns {HTMLElement[]} */
const content = (message, { names, kept, actions: { onRefused } }) => {
  const edited = message.isEdited ? [element('span', { class: 'edited' }, ' (edited)')] : [];
  const { channel, ts, blocks = [] } = message;
  if (blocks.length > 0) {
    const container = /** @type {const} */ ({ kind: 'message', channel, ts });
    const context = connectedContext({ names, container, blocks, kept, keptAs: ts, onRefused });
    return [...renderBlocks(blocks, context), ...edited];
  }
  return [element('div', { class: 'rich message-text' }, ...renderMrkdwn(message.text, names), ...edited)];
};

/**
 * What stands below a message for the links in it, and its work objects.
 * @param {Message} message
 * @param {MessageSurroundings} surroundings
 * @returns {HTMLElement[]}
 */
const below = (message, { names, kept, actions }) => {
  const { channel, ts, attachments = [], entities = [] } = message;
  const container = /** @type {const} */ ({ kind: 'message', channel, ts });
  return [
    ...attachments.map((unfurl) => {
      const blocks = /** @type {Block[]} */ (unfurl.blocks ?? []);
      const { onRefused } = actions;
      return renderUnfurl(unfurl, connectedContext({ names, container, blocks, kept, keptAs: ts, onRefused }));
    }),
    ...entities.map((entity) => renderWorkObject(entity, names, (url) => actions.onOpenWorkObject(message, url))),
  ];
};

/** @param {Message} message @param {MessageActions} actions */
const tools = (message, { onOpenThread, shortcuts, onShortcut }) => {
  const offered = shortcuts();
  if (!onOpenThread && offered.length === 0) return null;
  return element(
    'div',
    { class: 'message-tools' },
    onOpenThread && replyButton(() => onOpenThread(message.ts)),
    offered.length > 0 &&
      shortcutMenu({
        label: 'More actions',
        mark: 'more',
        shortcuts: offered,
        onChoose: (callbackId) => onShortcut(message, callbackId),
      }),
  );
};

/** @param {Message} message */
const reactions = ({ reactions: list = [] }) =>
  list.length > 0 &&
  element(
    'div',
    { class: 'reactions' },
    ...list.map(({ name, users }) =>
      element('span', { class: 'reaction' }, renderEmoji(name), element('span', {}, String(users.length))),
    ),
  );

/** @param {Message} message @param {() => void} onclick */
const replies = ({ replyCount, latestReplyTs }, onclick) => {
  if (replyCount === 0) return null;
  const latest = latestReplyTs ? momentOf(latestReplyTs) : null;
  return element(
    'button',
    { type: 'button', class: 'replies', onclick },
    element('span', { class: 'replies-count' }, replyCount === 1 ? '1 reply' : `${replyCount} replies`),
    latest &&
      element(
        'span',
        { class: 'replies-last' },
        `Last reply ${dayName(latest, new Date()).toLowerCase()} at ${clockTime(latest)}`,
      ),
  );
};

/** @param {() => void} onclick */
const replyButton = (onclick) =>
  element(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': 'Reply in thread', title: 'Reply in thread', onclick },
    icon('reply'),
  );
