/** One person of the workspace. */
export type Person = {
  /** Begins with `U`, as Slack's ids do. */
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly email?: string;
  readonly isAdministrator?: boolean;
  /** Whether their account was closed: they can do nothing any more. */
  readonly isDeactivated?: boolean;
};

/** One channel. */
type ChannelOption = {
  readonly id?: string;
  readonly name: string;
  /** Ids of people; everyone where absent. */
  readonly members?: readonly string[];
  /** Whether the bot was invited; true where absent. */
  readonly isBotMember?: boolean;
  readonly isPrivate?: boolean;
  readonly isArchived?: boolean;
};

/** One slash command that the app has registered. */
type CommandOption = {
  /** With the slash: `/who-owns`. */
  readonly command: string;
  readonly description: string;
  readonly usageHint?: string;
};

/** One shortcut that the app has registered: global ones are in the composer's menu, the others in a message's. */
export type ShortcutOption = {
  readonly kind: 'global' | 'message';
  readonly callbackId: string;
  readonly name: string;
  readonly description?: string;
};

/** How what people do reaches the app. */
type DeliveryOption =
  | { readonly kind: 'socket' }
  | { readonly kind: 'http'; readonly url: string; readonly signingSecret: string };

/** Who may open the page: anyone on this machine, or whoever has the token. */
export type Access = { readonly kind: 'open' } | { readonly kind: 'token'; readonly token: string };

/** The events an app may subscribe to here. */
export const subscriptions = [
  'app_context_changed',
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'assistant_thread_context_changed',
  'assistant_thread_started',
  'channel_archive',
  'channel_unarchive',
  'entity_details_requested',
  'link_shared',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'tokens_revoked',
  'user_change',
] as const;

/** The name of an event as an app's settings have it. */
export type Subscription = (typeof subscriptions)[number];

/** What an app is to Slack: https://docs.slack.dev/reference/app-manifest */
export type AppOptions = {
  readonly commands: readonly CommandOption[];
  /** None where absent. */
  readonly shortcuts?: readonly ShortcutOption[];
  /** `callboard` where absent. */
  readonly botName?: string;
  /** `app_mention`, `message.im` and `app_home_opened` where absent. */
  readonly subscriptions?: readonly Subscription[];
  /** The domains whose links the app unfurls, those below them too; none where absent. */
  readonly unfurlDomains?: readonly string[];
  /** Whether the app has a home; true where absent. */
  readonly hasHome?: boolean;
  /** Which of Slack's panes the app has for conversations with an agent; none where absent. */
  readonly agentView?: AgentView;
  /** What the bot's token may do; everything where absent. */
  readonly scopes?: readonly string[];
};

/** `assistant` is the older form: https://docs.slack.dev/ai/migrating-to-agent-messaging */
export type AgentView = 'agent' | 'assistant';

/** What a local workspace is made of. */
export type LocalWorkspaceOptions = AppOptions & {
  readonly people: readonly Person[];
  readonly channels: readonly ChannelOption[];
  readonly delivery: DeliveryOption;
  readonly now?: () => Date;
  /** Slack waits 3,000 ms (the default) for an acknowledgement. */
  readonly acknowledgementTimeoutMs?: number;
  /** Slack's trigger ids live 3,000 ms (the default). */
  readonly triggerLifetimeMs?: number;
  /** How long an uploaded file is looked into before a message can show it: 300 ms where absent. */
  readonly fileProcessingMs?: number;
  /** When an unacknowledged event is sent again; Slack's is at once, after a minute, after five. */
  readonly eventRetryDelaysMs?: readonly number[];
  /** How long after it was said a message may be edited; for ever where absent. */
  readonly editWindowMs?: number;
  /** `slack` answers 429 beyond Slack's tiers; `off` where absent. */
  readonly rateLimits?: 'off' | 'slack';
  /** Open to this machine where absent. */
  readonly access?: Access;
};
