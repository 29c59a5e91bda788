import { avatar } from '../avatar.js';
import { element } from '../element.js';
import { icon } from '../icons.js';
import { createMenu } from '../menu.js';
import { placeHash } from '../place.js';

/** @import { Boot, Conversations, Person } from '../contract.js' */

/**
 * @typedef {object} SidebarState
 * @property {Boot} boot
 * @property {Conversations} conversations
 * @property {Person} self
 * @property {string | null} channel the one that is open
 * @property {ReadonlySet<string>} unread ids of conversations
 * @property {boolean | null} isBotConnected null while it is not known
 */

/**
 * The column with the workspace's name, its channels, the direct messages and the person acted as.
 * @param {object} options
 * @param {() => void} options.onFault switches a fault on
 * @param {() => void} options.onAddPerson
 * @param {(personId: string) => void} options.onDeactivate
 * @returns {{ node: HTMLElement, show: (state: SidebarState) => void }}
 */
export const createSidebar = (options) => {
  const node = element('nav', { class: 'sidebar', id: 'sidebar', 'aria-label': 'Conversations' });
  return {
    node,
    show: (state) => {
      const focused = node.contains(document.activeElement)
        ? document.activeElement?.getAttribute('data-control')
        : null;
      node.replaceChildren(
        element(
          'div',
          { class: 'sidebar-head' },
          element('h1', {}, 'Callboard'),
          element('span', {}, state.boot.workspace.name),
        ),
        element('div', { class: 'sidebar-lists' }, channelList(state), directList(state)),
        faultButton(options.onFault),
        personSwitcher(state, options),
      );
      const same = focused && node.querySelector(`[data-control="${CSS.escape(focused)}"]`);
      if (same instanceof HTMLElement) same.focus();
    },
  };
};

/** @param {SidebarState} state */
const channelList = (state) =>
  list(
    'Channels',
    state.conversations.channels.map(({ id, name, isPrivate, isArchived }) =>
      entry(state, id, [icon(markOf(isPrivate, isArchived))], name),
    ),
  );

/** @param {SidebarState} state */
const directList = (state) =>
  list(
    'Direct messages',
    state.conversations.directs.map(({ id, withId, withName }) => {
      const isBot = withId === state.boot.bot.userId;
      const mark = [
        avatar({ id: withId, name: withName, isBot }),
        ...(isBot ? [connectionDot(state.isBotConnected)] : []),
      ];
      return entry(state, id, mark, withName, isBot ? element('span', { class: 'badge' }, 'App') : null);
    }),
  );

/** @param {boolean} isPrivate @param {boolean} isArchived */
const markOf = (isPrivate, isArchived) => {
  if (isArchived) return 'archive';
  return isPrivate ? 'lock' : 'hash';
};

/** @param {() => void} onclick */
const faultButton = (onclick) =>
  element(
    'button',
    { type: 'button', class: 'fault-button', 'data-control': 'fault', onclick },
    icon('warning'),
    'Switch a fault on…',
  );

/** @param {boolean | null} isConnected */
const connectionDot = (isConnected) => {
  const says = isConnected ? 'Connected' : 'Not connected';
  return element('span', {
    class: `presence ${isConnected ? 'is-here' : ''}`,
    role: 'img',
    'aria-label': says,
    title: says,
  });
};

/** @param {string} heading @param {HTMLElement[]} entries */
const list = (heading, entries) =>
  element(
    'section',
    {},
    element('h2', {}, heading),
    element('ul', {}, ...entries.map((each) => element('li', {}, each))),
  );

/**
 * @param {SidebarState} state
 * @param {string} id
 * @param {Node[]} mark
 * @param {string} name
 * @param {HTMLElement | null} [badge]
 */
const entry = ({ self, channel, unread }, id, mark, name, badge = null) =>
  element(
    'a',
    {
      href: placeHash({ as: self.id, channel: id }),
      class: `sidebar-entry ${unread.has(id) ? 'is-unread' : ''}`,
      'aria-current': id === channel ? 'page' : null,
      'data-control': id,
    },
    element('span', { class: 'entry-mark' }, ...mark),
    element('span', { class: 'entry-name' }, name),
    badge,
    unread.has(id) && element('span', { class: 'visually-hidden' }, ' (unread)'),
  );

/**
 * @param {SidebarState} state
 * @param {{ onAddPerson: () => void, onDeactivate: (personId: string) => void }} options
 */
const personSwitcher = ({ boot, self }, { onAddPerson, onDeactivate }) => {
  const button = element(
    'button',
    { type: 'button', class: 'switcher', 'data-control': 'switcher' },
    avatar(self),
    element(
      'span',
      { class: 'switcher-text' },
      element('span', { class: 'switcher-label' }, 'Acting as'),
      element('span', { class: 'switcher-name' }, self.name),
    ),
    icon('updown'),
  );
  return createMenu({
    button,
    label: 'Act as another person',
    className: 'people-menu',
    items: () => [
      ...boot.people
        .filter(({ isDeactivated }) => !isDeactivated)
        .flatMap((person) => personItems(person, person.id === self.id)),
      menuButton('addPerson', 'Add a person…', onAddPerson),
      menuButton('close', `Deactivate ${self.name}`, () => onDeactivate(self.id)),
    ],
  });
};

/** @param {import('../icons.js').IconName} mark @param {string} says @param {() => void} onclick */
const menuButton = (mark, says, onclick) =>
  element('button', { type: 'button', class: 'menu-item menu-action', role: 'menuitem', onclick }, icon(mark), says);

/** @param {Person} person @param {boolean} isSelf */
const personItems = (person, isSelf) => {
  const href = placeHash({ as: person.id, channel: new URLSearchParams(location.hash.slice(1)).get('channel') });
  const choose = element(
    'a',
    { href, class: 'menu-item person-item', role: 'menuitemradio', 'aria-checked': String(isSelf) },
    avatar(person),
    element(
      'span',
      {},
      element('strong', {}, person.name),
      element('span', { class: 'option-description' }, `@${person.handle}`),
    ),
    isSelf && icon('check'),
  );
  const label = `Open ${person.name} in a new tab`;
  const another = element(
    'a',
    { href, target: '_blank', class: 'icon-button', role: 'menuitem', 'aria-label': label, title: label },
    icon('external'),
  );
  return [element('div', { class: 'person-row', role: 'none' }, choose, !isSelf && another)];
};
