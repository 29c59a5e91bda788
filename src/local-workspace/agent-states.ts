import type { WorkspaceEvents } from './workspace-events.ts';

/** What a person may send with one press. */
export type Prompt = { readonly title: string; readonly message: string };

/** The prompts that are offered, below a heading where they have one; of a thread, or of the whole channel. */
export type Prompts = { readonly threadTs?: string; readonly title?: string; readonly prompts: readonly Prompt[] };

/** What the app says it is doing in a thread: `is thinking…`, or each of several messages in turn. */
export type AgentStatus = {
  readonly threadTs: string;
  readonly status: string;
  readonly loadingMessages: readonly string[];
};

/** What the app has said of its conversations in one channel. */
export type AgentState = {
  readonly channel: string;
  readonly statuses: readonly AgentStatus[];
  /** Titles of threads, by their ts. */
  readonly titles: Readonly<Record<string, string>>;
  readonly prompts: Prompts | null;
};

/** Slack takes a status away after two minutes without a message. */
const statusLifetimeMs = 120_000;

/** What the app says of its conversations with people. */
export type AgentStates = {
  of(channel: string): AgentState;
  /** An empty status takes the earlier one away, as a message of the app in that thread does. */
  setStatus(channel: string, status: AgentStatus): void;
  setTitle(channel: string, threadTs: string, title: string): void;
  setPrompts(channel: string, prompts: Prompts): void;
};

/** Statuses, titles and prompts in memory, by the clock `now`; every change is announced on `events`. */
export const createAgentStates = (events: WorkspaceEvents, now: () => Date): AgentStates => {
  const states = new Map<string, AgentState>();
  const setAtMs = new Map<string, number>();
  const key = (channel: string, threadTs: string) => `${channel} ${threadTs}`;
  const isFresh = (channel: string, { threadTs }: AgentStatus) =>
    now().getTime() - (setAtMs.get(key(channel, threadTs)) ?? 0) < statusLifetimeMs;

  const of: AgentStates['of'] = (channel) => {
    const state = states.get(channel) ?? { channel, statuses: [], titles: {}, prompts: null };
    return { ...state, statuses: state.statuses.filter((status) => isFresh(channel, status)) };
  };
  const change = (state: AgentState) => {
    states.set(state.channel, state);
    events.emit('agentChanged', { channel: state.channel });
  };
  const withoutStatus = (state: AgentState, ofThread: string) =>
    state.statuses.filter(({ threadTs }) => threadTs !== ofThread);

  events.on('messagePosted', ({ channel, threadTs, isBot }) => {
    const state = of(channel);
    if (!isBot || threadTs === undefined || !state.statuses.some((status) => status.threadTs === threadTs)) return;
    change({ ...state, statuses: withoutStatus(state, threadTs) });
  });

  return {
    of,
    setStatus: (channel, status) => {
      const state = of(channel);
      setAtMs.set(key(channel, status.threadTs), now().getTime());
      const others = withoutStatus(state, status.threadTs);
      change({ ...state, statuses: status.status === '' ? others : [...others, status] });
    },
    setTitle: (channel, threadTs, title) => {
      const state = of(channel);
      change({ ...state, titles: { ...state.titles, [threadTs]: title } });
    },
    setPrompts: (channel, prompts) => change({ ...of(channel), prompts }),
  };
};
