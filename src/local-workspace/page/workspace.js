import { createAdministration } from './administration/administration.js';
import * as api from './api.js';
import { createCurrentConversation, isWithBot } from './conversation/current-conversation.js';
import { createSidebar } from './conversation/sidebar.js';
import { element } from './element.js';
import { createNames } from './names.js';
import { placeHash, readPlace } from './place.js';
import { openStream } from './stream.js';
import { createToasts } from './toasts.js';
import { createModal } from './views/modal.js';

/** @import { Boot, Conversations, Message, WorkspaceEvent } from './contract.js' */
/** @import { Names } from './names.js' */

/**
 * The whole page: it shows the place that the URL's hash names, and what happens there.
 * @param {HTMLElement} root
 */
export const startWorkspace = async (root) => {
  /** @type {Boot} */
  let boot;
  /** @type {Names} */
  let names;
  /** @type {Conversations} */
  let conversations = { channels: [], directs: [] };
  /** @type {string | null} */
  let channel = null;
  /** @type {boolean | null} */
  let isBotConnected = null;
  /** @type {Set<string>} */
  const unread = new Set();
  let stopStream = () => {};
  const world = () => ({ boot, names, conversations, isBotConnected });

  const toasts = createToasts();
  const modal = createModal({ onRefused: toasts.show });
  const banner = element('div', { class: 'banner', role: 'status', hidden: true });
  const guarded = (/** @type {() => Promise<unknown>} */ work) =>
    work().catch((error) => toasts.show(api.sentenceOf(error)));

  const administration = createAdministration({
    guarded,
    becomePerson: (personId) => {
      location.hash = placeHash({ as: personId, channel });
    },
  });
  const sidebar = createSidebar({
    onFault: administration.switchFaultOn,
    onAddPerson: administration.addPerson,
    onDeactivate: administration.deactivate,
  });
  const current = createCurrentConversation({
    world,
    guarded,
    onRefused: toasts.show,
    goTo: (where) => {
      location.hash = placeHash({ as: names.selfId, ...where, channel });
    },
    onToggleSidebar: () => root.classList.toggle('has-drawer'),
    onAside: (isOpen) => root.classList.toggle('has-aside', isOpen),
  });
  const shade = element('div', { class: 'shade', onclick: () => root.classList.remove('has-drawer') });
  root.replaceChildren(
    sidebar.node,
    shade,
    element(
      'main',
      { class: 'main' },
      banner,
      administration.faults.node,
      element('div', { class: 'panes' }, ...current.nodes),
    ),
    modal.node,
    toasts.node,
  );

  const showSidebar = () => {
    const self = boot.people.find(({ id }) => id === names.selfId);
    if (self) sidebar.show({ boot, conversations, self, channel, unread, isBotConnected });
  };

  /** @param {string} sentence '' for none */
  const showBanner = (sentence) => {
    banner.textContent = sentence;
    banner.hidden = sentence === '';
  };

  /** @param {string} selfId */
  const becomePerson = async (selfId) => {
    stopStream();
    unread.clear();
    if (names) current.clear();
    names = createNames(boot, selfId);
    modal.show(null, names);
    conversations = await api.getConversations(selfId);
    // Messages are read only once what is said meanwhile arrives.
    await new Promise((resolve) => {
      stopStream = openStream(selfId, {
        onEvent,
        onSettled: () => resolve(undefined),
        onLost: () => {
          isBotConnected = null;
          showSidebar();
          showBanner('Reconnecting… Callboard stopped, or is starting again.');
        },
        onRestored: () => void guarded(reload),
      });
    });
  };

  /** Shows what the hash names; what it leaves open is filled in. */
  const follow = async () => {
    const wanted = readPlace(location.hash);
    // Someone who was added just now.
    if (wanted.as && !boot.people.some(({ id }) => id === wanted.as)) boot = await api.getBoot();
    const people = boot.people.filter(({ isDeactivated }) => !isDeactivated);
    const self = people.find(({ id }) => id === wanted.as) ?? people[0];
    if (!self) return showBanner('This workspace has no people.');
    if (names?.selfId !== self.id) await becomePerson(self.id);
    const ids = [...conversations.channels, ...conversations.directs].map(({ id }) => id);
    channel = ids.find((id) => id === wanted.channel) ?? ids[0] ?? null;
    const tab = isWithBot(channel, world()) && boot.hasHome ? wanted.tab : null;
    const thread = channel === wanted.channel ? wanted.thread : null;
    unread.delete(channel ?? '');
    const hash = placeHash({ as: self.id, channel, thread, tab });
    if (location.hash !== hash) history.replaceState(null, '', hash);
    root.classList.remove('has-drawer');
    showSidebar();
    return await current.show({ channel, thread, tab });
  };

  /** Everything anew: after a restart nothing that is shown can be relied on. */
  const reload = async () => {
    boot = await api.getBoot();
    administration.faults.show(boot.faults);
    names = createNames(boot, names.selfId);
    conversations = await api.getConversations(names.selfId);
    current.clear();
    showBanner('');
    await follow();
  };

  /** After people or channels came, went or changed. */
  const refresh = async () => {
    boot = await api.getBoot();
    names = createNames(boot, names.selfId);
    if (boot.people.find(({ id }) => id === names.selfId)?.isDeactivated) return follow();
    conversations = await api.getConversations(names.selfId);
    showSidebar();
    return current.describeAnew();
  };

  /** @param {Message} message in a conversation that is not shown */
  const markUnread = async (message) => {
    unread.add(message.channel);
    const isKnown = [...conversations.channels, ...conversations.directs].some(({ id }) => id === message.channel);
    if (!isKnown) conversations = await api.getConversations(names.selfId);
    showSidebar();
  };

  /** @param {WorkspaceEvent} event */
  const onEvent = (event) => {
    switch (event.type) {
      case 'message':
        current.put(event.message, true);
        if (current.shows(event.message) || event.message.userId === names.selfId) return undefined;
        return void guarded(() => markUnread(event.message));
      case 'messageChanged':
        return current.put(event.message, false);
      case 'view':
        return modal.show(event.view, names);
      case 'conversations':
      case 'people':
        return void guarded(refresh);
      case 'faults':
        return administration.faults.show(event.faults);
      case 'notice':
        return toasts.show(event.text);
      case 'bot':
        isBotConnected = event.isConnected;
        current.showBotState(isBotConnected);
        return showSidebar();
      default:
        return current.onEvent(event);
    }
  };

  // What had the focus may be gone, and the page itself have it.
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) current.escape();
  });
  boot = await api.getBoot();
  administration.faults.show(boot.faults);
  await guarded(follow);
  window.addEventListener('hashchange', () => void guarded(follow));
};
