import { createAdministration } from './administration/administration.js';
import { createAgent } from './agent/agent.js';
import * as api from './api.js';
import { createConversationPane } from './conversation/conversation-pane.js';
import { conversationLabel, describeConversation } from './conversation/describe-conversation.js';
import { createDetailsPane } from './conversation/details-pane.js';
import { createSidebar } from './conversation/sidebar.js';
import { createThreadPane } from './conversation/thread-pane.js';
import { element } from './element.js';
import { createNames } from './names.js';
import { placeHash, readPlace } from './place.js';
import { openStream } from './stream.js';
import { createToasts } from './toasts.js';
import { createModal } from './views/modal.js';

/** @import { AgentState, Boot, Conversations, Message, WorkspaceEvent } from './contract.js' */
/** @import { MessageActions } from './conversation/message-list.js' */
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
  /** @type {'home' | null} */
  let tab = null;
  /** @type {boolean | null} */
  let isBotConnected = null;
  /** @type {Set<string>} */
  const unread = new Set();
  /** What the app says of its conversations, by channel. @type {Map<string, AgentState>} */
  const agentStates = new Map();
  let stopStream = () => {};

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

  /** @param {string} text @param {string} to @param {string} [threadTs] */
  const send = async (text, to, threadTs) => {
    const refusal = await api
      .say({ as: names.selfId, channel: to, text, ...(threadTs ? { threadTs } : {}) })
      .then(() => '', api.sentenceOf);
    if (refusal) toasts.show(refusal);
    return !refusal;
  };

  /** @param {Partial<{ thread: string | null, tab: 'home' | null }>} where in the conversation that is shown */
  const goTo = (where) => {
    location.hash = placeHash({ as: names.selfId, channel, ...where });
  };

  /** @type {MessageActions} */
  const actions = {
    onRefused: toasts.show,
    onOpenThread: (ts) => goTo({ thread: ts }),
    shortcuts: () => boot.shortcuts.filter(({ kind }) => kind === 'message'),
    onShortcut: ({ channel: at, ts }, callbackId) =>
      void guarded(() => api.useMessageShortcut({ as: names.selfId, channel: at, ts, callbackId })),
    onOpenWorkObject: ({ channel: at, ts }, url) => {
      closeAsides();
      details.wait();
      markAsides();
      void guarded(() => api.openWorkObject({ as: names.selfId, channel: at, ts, url }));
    },
  };

  const pane = createConversationPane({
    actions,
    onSend: (text) => (channel ? send(text, channel) : Promise.resolve(false)),
    onShortcut: (callbackId) => void guarded(() => api.useShortcut({ as: names.selfId, callbackId })),
    onTab: (chosen) => goTo({ tab: chosen }),
    onAgent: () => {
      if (thread) goTo({});
      closeAsides();
      void guarded(() => agent.open(channel, names)).then(markAsides);
    },
    onChannelChange: (change) =>
      void guarded(async () => channel && (await api.changeChannel(change, { as: names.selfId, channel }))),
    onToggleSidebar: () => root.classList.toggle('has-drawer'),
  });
  const threadPane = createThreadPane({
    actions,
    onClose: () => goTo({}),
    onSend: (text) => (channel ? send(text, channel, thread ?? undefined) : Promise.resolve(false)),
  });
  const agent = createAgent({
    actions,
    onClose: () => closeAsides(),
    onSend: (text, place) => send(text, place.channel, place.threadTs),
  });
  const details = createDetailsPane({ onClose: () => closeAsides() });
  const closeAsides = () => {
    agent.close();
    details.close();
    markAsides();
  };
  /** On a phone there is room for one pane only. */
  const markAsides = () =>
    root.classList.toggle('has-aside', thread !== null || agent.isOpen() || !details.node.hidden);

  const shade = element('div', { class: 'shade', onclick: () => root.classList.remove('has-drawer') });
  root.replaceChildren(
    sidebar.node,
    shade,
    element(
      'main',
      { class: 'main' },
      banner,
      administration.faults.node,
      element('div', { class: 'panes' }, pane.node, threadPane.node, agent.node, details.node),
    ),
    modal.node,
    toasts.node,
  );

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
    pane.show({ conversation, tab, messages, names, boot, isBotConnected });
    for (const { message, isNew } of arrived) place(message, isNew);
    await agent.lookAt(shown);
    if (conversation.kind !== 'bot') return pane.showAgent(null, names);
    pane.showHome(await api.getHome(self), names);
    pane.showAgent(await api.getAgent(self), names);
    // The app is told that a person looks at it, which it may answer with what they see there.
    await api.openApp({ as: self, tab: tab ?? 'messages' });
  };

  const showThread = async () => {
    threadPane.node.hidden = !thread;
    if (thread) closeAsides();
    markAsides();
    if (!thread || !channel) return;
    const [shown, inChannel] = [thread, channel];
    const messages = await api.getMessages(names.selfId, inChannel, shown);
    if (thread !== shown || channel !== inChannel) return;
    threadPane.show(messages, names, conversationLabel(describeConversation(inChannel, conversations, names)));
    showThreadStatus();
    threadPane.focus();
  };

  const showThreadStatus = () => {
    const statuses = agentStates.get(channel ?? '')?.statuses ?? [];
    threadPane.showStatuses(
      statuses.filter(({ threadTs }) => threadTs === thread),
      names,
    );
  };

  /** @param {string} selfId */
  const becomePerson = async (selfId) => {
    stopStream();
    unread.clear();
    agentStates.clear();
    if (names) closeAsides();
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
    if (names?.selfId !== self.id) {
      channel = null;
      await becomePerson(self.id);
    }
    const ids = [...conversations.channels, ...conversations.directs].map(({ id }) => id);
    const next = ids.find((id) => id === wanted.channel) ?? ids[0] ?? null;
    const isOther = next !== channel || tab !== wanted.tab;
    channel = next;
    const isBot = conversations.directs.some(({ id, withId }) => id === channel && withId === boot.bot.userId);
    tab = isBot && boot.hasHome ? wanted.tab : null;
    const isOtherThread = thread !== wanted.thread || isOther;
    thread = next === wanted.channel ? wanted.thread : null;
    unread.delete(channel ?? '');
    const hash = placeHash({ as: self.id, channel, thread, tab });
    if (location.hash !== hash) history.replaceState(null, '', hash);
    root.classList.remove('has-drawer');
    showSidebar();
    if (isOther) await showChannel();
    if (isOtherThread) await showThread();
    // On a phone the focus would open the keyboard over what was just opened.
    if ((isOther || isOtherThread) && !thread && !agent.isOpen() && matchMedia('(hover: hover)').matches) pane.focus();
  };

  /** Everything anew: after a restart nothing that is shown can be relied on. */
  const reload = async () => {
    boot = await api.getBoot();
    administration.faults.show(boot.faults);
    names = createNames(boot, names.selfId);
    conversations = await api.getConversations(names.selfId);
    channel = null;
    thread = null;
    closeAsides();
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
    agent.put(message, isNew);
    const isReply = message.threadTs !== undefined && message.threadTs !== message.ts;
    if (isHere && !isReply && (isNew || pane.list.has(message.ts))) pane.list.put(message);
    const isInThread = message.threadTs === thread || message.ts === thread;
    if (isHere && thread && isInThread && (isNew || threadPane.list.has(message.ts))) threadPane.list.put(message);
    if (!isNew || isHere || message.userId === names.selfId || agent.shows(message)) return;
    unread.add(message.channel);
    void guarded(() => refreshConversations(message.channel));
  };

  /** @param {string} id of a conversation in which something was said */
  const refreshConversations = async (id) => {
    const isKnown = [...conversations.channels, ...conversations.directs].some((each) => each.id === id);
    if (!isKnown) conversations = await api.getConversations(names.selfId);
    showSidebar();
  };

  /** After people or channels came, went or changed. */
  const refresh = async () => {
    boot = await api.getBoot();
    names = createNames(boot, names.selfId);
    if (boot.people.find(({ id }) => id === names.selfId)?.isDeactivated) return follow();
    conversations = await api.getConversations(names.selfId);
    showSidebar();
    if (channel) pane.describe(describeConversation(channel, conversations, names), names, boot);
    return undefined;
  };

  /** @param {AgentState} state */
  const showAgentState = (state) => {
    agentStates.set(state.channel, state);
    agent.showState(state);
    if (state.channel !== channel) return;
    const isWithBot = conversations.directs.some(({ id, withId }) => id === channel && withId === boot.bot.userId);
    pane.showAgent(isWithBot ? state : null, names);
    showThreadStatus();
  };

  /** @param {WorkspaceEvent} event */
  const onEvent = (event) => {
    switch (event.type) {
      case 'message':
        return place(event.message, true);
      case 'messageChanged':
        return place(event.message, false);
      case 'messageDeleted':
        agent.remove(event.ts);
        if (event.channel !== channel) return undefined;
        pane.list.remove(event.ts);
        return threadPane.list.remove(event.ts);
      case 'view':
        return modal.show(event.view, names);
      case 'home':
        return pane.showHome(event.view, names);
      case 'agent':
        return showAgentState(event.agent);
      case 'details':
        return details.show(event.details, names);
      case 'conversations':
      case 'people':
        return void guarded(refresh);
      case 'faults':
        return administration.faults.show(event.faults);
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

  // What had the focus may be gone, and the page itself have it.
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    if (agent.isOpen() || !details.node.hidden) {
      closeAsides();
      pane.focus();
    } else if (thread) goTo({});
  });
  boot = await api.getBoot();
  administration.faults.show(boot.faults);
  await guarded(follow);
  window.addEventListener('hashchange', () => void guarded(follow));
};
