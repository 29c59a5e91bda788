import type { Identifiers } from './identifiers.ts';
import { type Message, type MessageContent, notifiesEveryone } from './message.ts';
import type { WorkspaceEvents } from './workspace-events.ts';

/** A channel, or a direct conversation between two. */
export type Conversation = {
  readonly id: string;
  /** Empty for a direct conversation. */
  readonly name: string;
  readonly kind: 'channel' | 'direct';
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  readonly members: ReadonlySet<string>;
};

/** Who says something where. */
type Post = MessageContent & {
  readonly channel: string;
  readonly userId: string;
  readonly botName?: string;
  readonly threadTs?: string;
  readonly visibleTo?: string;
  readonly subtype?: Message['subtype'];
};

/** Beyond this the oldest messages of a conversation are forgotten. */
const messagesKeptPerConversation = 2_000;

/** The conversations and what was said in them. */
export type Conversations = {
  add(conversation: Conversation): Conversation;
  all(): Conversation[];
  byId(id: string): Conversation | undefined;
  /** By id, by name or by `#name`. */
  find(reference: string): Conversation | undefined;
  /** The direct conversation of two, made where there is none. */
  direct(oneId: string, otherId: string): Conversation;
  /** Stores what `transform` makes of a conversation. @throws Error for an id of none */
  update(id: string, transform: (conversation: Conversation) => Conversation): Conversation;
  /** All messages of a conversation, oldest first, ephemeral ones among them. */
  messages(channel: string): readonly Message[];
  message(channel: string, ts: string): Message | undefined;
  post(post: Post): Message;
  /** Stores what `change` makes of a message; undefined where there is no such message. */
  change(channel: string, ts: string, change: (message: Message) => Message): Message | undefined;
  remove(channel: string, ts: string): boolean;
};

const newMessage = (post: Post, ts: string): Message => ({
  ts,
  channel: post.channel,
  ...(post.threadTs && { threadTs: post.threadTs }),
  userId: post.userId,
  ...(post.botName && { botName: post.botName }),
  isBot: post.botName !== undefined,
  text: post.text,
  ...(post.blocks && { blocks: post.blocks }),
  isEphemeral: post.visibleTo !== undefined,
  ...(post.visibleTo && { visibleTo: post.visibleTo }),
  isEdited: false,
  replyCount: 0,
  ...(post.metadata && { metadata: post.metadata }),
  ...(post.entities && { entities: post.entities }),
  ...(post.subtype && { subtype: post.subtype }),
});

/** Conversations in memory; what is posted, changed and removed is announced on `events`. */
export const createConversations = (identifiers: Identifiers, events: WorkspaceEvents): Conversations => {
  const conversations = new Map<string, Conversation>();
  const messages = new Map<string, Message[]>();

  const add = (conversation: Conversation) => {
    conversations.set(conversation.id, conversation);
    messages.set(conversation.id, []);
    return conversation;
  };

  const change: Conversations['change'] = (channel, ts, transform) => {
    const said = messages.get(channel) ?? [];
    const index = said.findIndex((message) => message.ts === ts);
    const before = said[index];
    if (before === undefined) return undefined;
    const after = transform(before);
    said[index] = after;
    events.emit('messageUpdated', after);
    return after;
  };

  const countReply = (reply: Message, by: 1 | -1) => {
    if (reply.threadTs === undefined || reply.isEphemeral) return;
    change(reply.channel, reply.threadTs, (parent) => ({
      ...parent,
      replyCount: parent.replyCount + by,
      ...(by === 1 && { latestReplyTs: reply.ts }),
    }));
  };

  return {
    add,
    all: () => [...conversations.values()],
    byId: (id) => conversations.get(id),
    find: (reference) =>
      conversations.get(reference) ??
      [...conversations.values()].find(({ name }) => name !== '' && name === reference.replace(/^#/, '')),
    direct: (oneId, otherId) =>
      [...conversations.values()].find(
        ({ kind, members }) => kind === 'direct' && members.has(oneId) && members.has(otherId),
      ) ??
      add({
        id: identifiers.next('D'),
        name: '',
        kind: 'direct',
        isPrivate: true,
        isArchived: false,
        members: new Set([oneId, otherId]),
      }),
    update: (id, transform) => {
      const before = conversations.get(id);
      if (before === undefined) throw new Error(`there is no conversation ${id}`);
      const after = transform(before);
      conversations.set(id, after);
      events.emit('conversationChanged', { channel: id });
      return after;
    },
    messages: (channel) => messages.get(channel) ?? [],
    message: (channel, ts) => messages.get(channel)?.find((message) => message.ts === ts),
    post: (post) => {
      const message = newMessage(post, identifiers.timestamp());
      const said = messages.get(post.channel) ?? [];
      said.push(message);
      if (said.length > messagesKeptPerConversation) said.shift();
      events.emit('messagePosted', message);
      if (message.isBot && notifiesEveryone(message)) events.emit('everyoneNotified', message);
      countReply(message, 1);
      return message;
    },
    change,
    remove: (channel, ts) => {
      const said = messages.get(channel) ?? [];
      const index = said.findIndex((message) => message.ts === ts);
      const [removed] = index < 0 ? [] : said.splice(index, 1);
      if (removed === undefined) return false;
      events.emit('messageDeleted', { channel, ts, ...(removed.visibleTo && { visibleTo: removed.visibleTo }) });
      countReply(removed, -1);
      return true;
    },
  };
};
