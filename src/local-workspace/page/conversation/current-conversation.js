import * as api from '../api.js';
import { createAsides } from './asides.js';
import { createConversationPane } from './conversation-pane.js';
import { renderPreviews } from './draft-previews.js';
import { conversationLabel, describeConversation } from './describe-conversation.js';

/** @import { Boot, Conversations, Message, WorkspaceEvent } from '../contract.js' */
/** @import { Names } from '../names.js' */
/** @import { MessageActions } from './message-list.js' */

/**
 * @typedef {object} World what the page knows by now
 * @property {Boot} boot
 * @property {Names} names
 * @property {Conversations} conversations
 * @property {boolean | null} isBotConnected null while it is not known
 *
 * @typedef {{ channel: string | null, thread: string | null, tab: 'home' | null }} Shown
 */

/** @param {string | null} channel @param {World} world */
export const isWithBot = (channel, { boot, conversations }) =>
  conversations.directs.some(({ id, withId }) => id === channel && withId === boot.bot.userId);

/**
 * The conversation that is shown, and what is open beside it.
 * @param {object} options
 * @param {() => World} options.world
 * @param {(work: () => Promise<unknown>) => Promise<unknown>} options.guarded shows what the server refuses
 * @param {(sentence: string) => void} options.onRefused
 * @param {(where: Partial<Shown>) => void} options.goTo another part of the same conversation
 * @param {() => void} options.onToggleSidebar
 * @param {(isOpen: boolean) => void} options.onAside
 */
export const createCurrentConversation = ({ world, guarded, onRefused, goTo, onToggleSidebar, onAside }) => {
  /** @type {Shown} */
  let shown = { channel: null, thread: null, tab: null };
  /**
   * What is said in a conversation while its messages are being read, which may not have it yet.
   * @type {{ message: Message, isNew: boolean }[] | null}
   */
  let early = null;
  const as = () => world().names.selfId;

  /**
   * @param {string} text
   * @param {string} channel
   * @param {string} [threadTs]
   * @returns {Promise<boolean>} whether it was taken
   */
  const send = async (text, channel, threadTs) => {
    try {
      const { message } = await api.say({ as: as(), channel, text, ...(threadTs ? { threadTs } : {}) });
      // What is said to an agent begins a thread, and its answer comes there.
      const isToAgent = world().boot.agentView === 'agent' && isWithBot(channel, world());
      const isHere = channel === shown.channel && !asides.isBesideOpen();
      if (message && isToAgent && isHere && !threadTs) goTo({ thread: message.ts });
      return true;
    } catch (error) {
      onRefused(api.sentenceOf(error));
      return false;
    }
  };

  /** @type {MessageActions} */
  const actions = {
    onRefused,
    onOpenThread: (ts) => goTo({ thread: ts }),
    shortcuts: () => world().boot.shortcuts.filter(({ kind }) => kind === 'message'),
    onShortcut: ({ channel, ts }, callbackId) =>
      void guarded(() => api.useMessageShortcut({ as: as(), channel, ts, callbackId })),
    onOpenWorkObject: ({ channel, ts }, url) => {
      asides.waitForDetails();
      void guarded(() => api.openWorkObject({ as: as(), channel, ts, url }));
    },
  };
  const asides = createAsides({
    actions,
    names: () => world().names,
    onSend: send,
    onCloseThread: () => goTo({}),
    onChange: onAside,
  });
  const pane = createConversationPane({
    actions,
    onSend: (text) => (shown.channel ? send(text, shown.channel) : Promise.resolve(false)),
    onLinks: (text) => void guarded(() => compose(text)),
    onShortcut: (callbackId) => void guarded(() => api.useShortcut({ as: as(), callbackId })),
    onTab: (tab) => goTo({ tab }),
    onAgent: () => {
      if (shown.thread) goTo({});
      void guarded(() => asides.openAgent(shown.channel));
    },
    onChannelChange: (change) => {
      const { channel } = shown;
      if (channel) void guarded(() => api.changeChannel(change, { as: as(), channel }));
    },
    onToggleSidebar,
  });

  /** What is being typed, where the app unfurls a link of it. @type {string | null} */
  let draft = null;
  /** Its preview, which can be there before it is known which draft it is of. @type {Extract<WorkspaceEvent, { type: 'draft' }> | null} */
  let previewed = null;
  const showPreview = () => {
    if (previewed && previewed.draftId === draft) pane.preview(renderPreviews(previewed, world().names));
  };
  /** @param {string} text */
  const compose = async (text) => {
    pane.preview([]);
    draft = null;
    if (text === '') return;
    draft = await api.compose({ as: as(), text });
    showPreview();
  };

  const describe = () => describeConversation(shown.channel ?? '', world().conversations, world().names);

  const showChannel = async () => {
    const { channel, tab } = shown;
    const self = as();
    if (!channel) return;
    /** @type {{ message: Message, isNew: boolean }[]} */
    const arrived = [];
    early = arrived;
    const messages = await api.getMessages(self, channel);
    if (shown.channel !== channel || as() !== self) return;
    if (early === arrived) early = null;
    const { boot, names, isBotConnected } = world();
    const conversation = describe();
    document.title = `${conversationLabel(conversation)} – Callboard local workspace`;
    pane.show({ conversation, tab, messages, names, boot, isBotConnected });
    for (const { message, isNew } of arrived) put(message, isNew);
    await asides.lookAt(channel);
    if (conversation.kind !== 'bot') return pane.showAgent(null, names);
    pane.showHome(await api.getHome(self), names);
    pane.showAgent(await api.getAgent(self), names);
    // The app is told that a person looks at it, which it may answer with what they see there.
    await api.openApp({ as: self, tab: tab ?? 'messages' });
  };

  /** @param {Message} message @param {boolean} isNew */
  const put = (message, isNew) => {
    const isHere = message.channel === shown.channel;
    if (isHere && early) {
      early.push({ message, isNew });
      return;
    }
    asides.put(message, isNew);
    const isReply = message.threadTs !== undefined && message.threadTs !== message.ts;
    if (isHere && !isReply && (isNew || pane.list.has(message.ts))) pane.list.put(message);
  };

  return {
    nodes: [pane.node, ...asides.nodes],
    put,
    /** @param {Message} message whether somebody who looks at the page sees it */
    shows: (message) => message.channel === shown.channel || asides.shows(message),
    /** Nothing, as if the page had just come. */
    clear: () => {
      shown = { channel: null, thread: null, tab: null };
      asides.close();
      asides.forget();
    },
    /** @param {Shown} next */
    show: async (next) => {
      const isOther = next.channel !== shown.channel || next.tab !== shown.tab;
      const isOtherThread = isOther || next.thread !== shown.thread;
      const { channel, thread } = next;
      shown = next;
      if (isOther) await showChannel();
      if (isOtherThread) {
        await asides.showThread(channel && thread ? { channel, ts: thread } : null, conversationLabel(describe()));
      }
      // On a phone the focus would open the keyboard over what was just opened.
      const isFree = !thread && !asides.isBesideOpen() && matchMedia('(hover: hover)').matches;
      if ((isOther || isOtherThread) && isFree) pane.focus();
    },
    /** After the channel, or the people in it, changed. */
    describeAnew: () => {
      if (shown.channel) pane.describe(describe(), world().names, world().boot);
    },
    /** @param {boolean | null} isConnected */
    showBotState: (isConnected) => pane.showBotState(isConnected),
    /** @param {WorkspaceEvent} event */
    onEvent: (event) => {
      const { names } = world();
      if (event.type === 'messageDeleted') {
        asides.remove(event.ts);
        if (event.channel === shown.channel) pane.list.remove(event.ts);
      }
      if (event.type === 'home') pane.showHome(event.view, names);
      if (event.type === 'draft') {
        previewed = event;
        showPreview();
      }
      if (event.type === 'details') asides.showDetails(event.details);
      if (event.type !== 'agent') return;
      asides.showAgentState(event.agent);
      const isHere = event.agent.channel === shown.channel && isWithBot(shown.channel, world());
      if (isHere) pane.showAgent(event.agent, names);
    },
    escape: () => {
      if (asides.isBesideOpen()) {
        asides.close();
        pane.focus();
      } else if (shown.thread) goTo({});
    },
  };
};
