/** One person of the workspace. */
export type Person = {
  /** Begins with `U`, as Slack's ids do. */
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly email?: string;
  readonly isAdministrator?: boolean;
};

/** One public channel. */
type ChannelOption = {
  readonly id?: string;
  readonly name: string;
  /** Ids of people; everyone where absent. */
  readonly members?: readonly string[];
  /** Whether the bot was invited; true where absent. */
  readonly isBotMember?: boolean;
};

/** One slash command that the app has registered. */
type CommandOption = {
  /** With the slash: `/who-owns`. */
  readonly command: string;
  readonly description: string;
  readonly usageHint?: string;
};

/** How what people do reaches the app. */
type DeliveryOption =
  | { readonly kind: 'socket' }
  | { readonly kind: 'http'; readonly url: string; readonly signingSecret: string };

/** Who may open the page: anyone on this machine, or whoever has the token. */
export type Access = { readonly kind: 'open' } | { readonly kind: 'token'; readonly token: string };

/** The events an app may subscribe to here. */
export type Subscription = 'app_mention' | 'message.im' | 'message.channels' | 'app_home_opened';

/** What a local workspace is made of. */
export type LocalWorkspaceOptions = {
  readonly people: readonly Person[];
  readonly channels: readonly ChannelOption[];
  readonly commands: readonly CommandOption[];
  /** `callboard` where absent. */
  readonly botName?: string;
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
  /** `app_mention`, `message.im` and `app_home_opened` where absent. */
  readonly subscriptions?: readonly Subscription[];
  /** `slack` answers 429 beyond Slack's tiers; `off` where absent. */
  readonly rateLimits?: 'off' | 'slack';
  /** Open to this machine where absent. */
  readonly access?: Access;
};
