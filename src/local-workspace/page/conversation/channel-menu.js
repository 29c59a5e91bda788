import { element } from '../element.js';
import { icon } from '../icons.js';
import { createMenu } from '../menu.js';

/** @import { Channel } from '../contract.js' */
/** @import { ChannelChange } from '../api.js' */

/**
 * The button with a channel's name, and in its menu what can be changed of it.
 * @param {Channel} channel
 * @param {string} botName
 * @param {(change: ChannelChange) => void} onChange
 * @returns {HTMLElement}
 */
export const channelMenu = ({ name, isPrivate, isArchived, hasBot }, botName, onChange) =>
  createMenu({
    button: element(
      'button',
      { type: 'button', class: 'title-button', 'data-control': 'title' },
      icon(isPrivate ? 'lock' : 'hash'),
      name,
      icon('down'),
    ),
    label: `What to do with ${name}`,
    items: () => [
      item(hasBot ? `Remove ${botName} from the channel` : `Add ${botName} to the channel`, () =>
        onChange(hasBot ? 'remove' : 'invite'),
      ),
      item(isArchived ? 'Unarchive the channel' : 'Archive the channel', () =>
        onChange(isArchived ? 'unarchive' : 'archive'),
      ),
    ],
  });

/** @param {string} says @param {() => void} onclick */
const item = (says, onclick) =>
  element('button', { type: 'button', class: 'menu-item', role: 'menuitem', onclick }, says);
