import * as api from './api.js';
import { createConversationPane } from './conversation/conversation-pane.js';
import { conversationLabel, describeConversation } from './conversation/describe-conversation.js';
import { createSidebar } from './conversation/sidebar.js';
import { createThreadPane } from './conversation/thread-pane.js';
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
  /** @type {string | null} */
  let thread = null;
  /** @type {boolean | null} */
  let isBotConnected = null;
  /** @type {Set<string>} */
  const unread = new Set();
  let stopStream = () => {};

  const toasts = createToasts();
  const modal = createModal({ onRefused: toasts.show });
  const sidebar = createSidebar();
  const banner = element('div', { class: 'banner', role: 'status', hidden: true });

  /** @param {string | undefined} threadTs */
  const sendTo = (threadTs) => async (/** @type {string} */ text) => {
    if (!channel) return false;
    const refusal = await api
      .say({ as: names.selfId, channel, text, ...(threadTs ? { threadTs } : {}) })
      .then(() => '', api.sentenceOf);
    if (refusal) toasts.show(refusal);
    return !refusal;
  };

  /** @param {string | null} ts */
  const goToThread = (ts) => {
    location.hash = placeHash({ as: names.selfId, channel, thread: ts });
  };

  const pane = createConversationPane({
    onSend: (text) => sendTo(undefined)(text),
    onOpenThread: goToThread,
    onRefused: toasts.show,
    onToggleSidebar: () => root.classList.toggle('has-drawer'),
  });
  const threadPane = createThreadPane({
    onClose: () => goToThread(null),
    onSend: (text) => sendTo(thread ?? undefined)(text),
    onRefused: toasts.show,
  });
  const shade = element('div', { class: 'shade', onclick: () => root.classList.remove('has-drawer') });
  root.replaceChildren(
    sidebar.node,
    shade,
    element('main', { class: 'main' }, banner, element('div', { class: 'panes' }, pane.node, threadPane.node)),
    modal.node,
    toasts.node,
  );

  const guarded = (/** @type {() => Promise<unknown>} */ work) =>
    work().catch((error) => toasts.show(api.sentenceOf(error)));

  const showSidebar = () => {
    const self = boot.people.find(({ id }) => id === names.selfId);
    if (self) sidebar.show({ boot, conversations, self, channel, unread, isBotConnected });
  };

  /**
   * What is said in a conversation while its messages are being read, which may not have it yet.
   * @type {{ message: Message, isNew: boolean }[] | null}
   */
  let early = null;

  const showChannel = async () => {
    const shown = channel;
    const self = names.selfId;
    if (!shown) return;
    /** @type {{ message: Message, isNew: boolean }[]} */
    const arrived = [];
    early = arrived;
    const messages = await api.getMessages(self, shown);
    if (channel !== shown || names.selfId !== self) return;
    if (early === arrived) early = null;
    const conversation = describeConversation(shown, conversations, names);
    document.title = `${conversationLabel(conversation)} – Callboard local workspace`;
    pane.show({ conversation, messages, names, commands: boot.commands, isBotConnected });
    for (const { message, isNew } of arrived) place(message, isNew);
  };

  const showThread = async () => {
    threadPane.node.hidden = !thread;
    root.classList.toggle('has-thread', thread !== null);
    if (!thread || !channel) return;
    const [shown, inChannel] = [thread, channel];
    const messages = await api.getMessages(names.selfId, inChannel, shown);
    if (thread !== shown || channel !== inChannel) return;
    threadPane.show(messages, names, conversationLabel(describeConversation(inChannel, conversations, names)));
    threadPane.focus();
  };

  /** @param {string} selfId */
  const becomePerson = async (selfId) => {
    stopStream();
    unread.clear();
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
    const place = readPlace(location.hash);
    const self = boot.people.find(({ id }) => id === place.as) ?? boot.people[0];
    if (!self) return showBanner('This workspace has no people.');
    if (names?.selfId !== self.id) {
      channel = null;
      await becomePerson(self.id);
    }
    const ids = [...conversations.channels, ...conversations.directs].map(({ id }) => id);
    const next = ids.find((id) => id === place.channel) ?? ids[0] ?? null;
    const isOther = next !== channel;
    channel = next;
    const isOtherThread = thread !== place.thread || isOther;
    thread = next === place.channel ? place.thread : null;
    unread.delete(channel ?? '');
    const hash = placeHash({ as: self.id, channel, thread });
    if (location.hash !== hash) history.replaceState(null, '', hash);
    root.classList.remove('has-drawer');
    showSidebar();
    if (isOther) await showChannel();
    if (isOtherThread) await showThread();
    // On a phone the focus would open the keyboard over what was just opened.
    if ((isOther || isOtherThread) && !thread && matchMedia('(hover: hover)').matches) pane.focus();
  };

  /** Everything anew: after a restart nothing that is shown can be relied on. */
  const reload = async () => {
    boot = await api.getBoot();
    names = createNames(boot, names.selfId);
    conversations = await api.getConversations(names.selfId);
    channel = null;
    thread = null;
    showBanner('');
    await follow();
  };

  /** @param {string} sentence '' for none */
  const showBanner = (sentence) => {
    banner.textContent = sentence;
    banner.hidden = sentence === '';
  };

  /** @param {Message} message @param {boolean} isNew */
  const place = (message, isNew) => {
    const isHere = message.channel === channel;
    if (isHere && early) {
      early.push({ message, isNew });
      return;
    }
    const isReply = message.threadTs !== undefined && message.threadTs !== message.ts;
    if (isHere && !isReply && (isNew || pane.list.has(message.ts))) pane.list.put(message);
    const isInThread = message.threadTs === thread || message.ts === thread;
    if (isHere && thread && isInThread && (isNew || threadPane.list.has(message.ts))) threadPane.list.put(message);
    if (!isNew || isHere || message.userId === names.selfId) return;
    unread.add(message.channel);
    void guarded(() => refreshConversations(message.channel));
  };

  /** @param {string} id of a conversation in which something was said */
  const refreshConversations = async (id) => {
    const isKnown = [...conversations.channels, ...conversations.directs].some((each) => each.id === id);
    if (!isKnown) conversations = await api.getConversations(names.selfId);
    showSidebar();
  };

  /** @param {WorkspaceEvent} event */
  const onEvent = (event) => {
    switch (event.type) {
      case 'message':
        return place(event.message, true);
      case 'messageChanged':
        return place(event.message, false);
      case 'messageDeleted':
        if (event.channel !== channel) return undefined;
        pane.list.remove(event.ts);
        return threadPane.list.remove(event.ts);
      case 'view':
        return modal.show(event.view, names);
      case 'notice':
        return toasts.show(event.text);
      case 'bot':
        isBotConnected = event.isConnected;
        pane.showBotState(isBotConnected);
        return showSidebar();
      default:
        return undefined;
    }
  };

  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && thread && !event.defaultPrevented) goToThread(null);
  });
  boot = await api.getBoot();
  await guarded(follow);
  window.addEventListener('hashchange', () => void guarded(follow));
};
