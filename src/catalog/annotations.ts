/** The annotation of a group that names its lead: a user's ref. */
export const leadAnnotation = 'callboard.dev/lead';

/** The annotations of a group that name its channel, by surface. */
export const channelAnnotations: Readonly<Record<string, string>> = {
  slack: 'slack.com/channel',
  discord: 'discord.com/channel-id',
};

/** Where an entity's code is: projects by their path on a host, and whole addresses. */
export const repositoryAnnotations = {
  github: 'github.com/project-slug',
  gitlab: 'gitlab.com/project-slug',
  sourceLocation: 'backstage.io/source-location',
  viewUrl: 'backstage.io/view-url',
} as const;

/** Where an entity's documentation is: `dir:.` beside its file, or `url:` and an address. */
export const documentationAnnotation = 'backstage.io/techdocs-ref';

/** The annotations of a user that name their accounts: what a mention in chat stands for. */
export const accountAnnotations: readonly string[] = ['slack.com/user-id', 'discord.com/user-id'];

/** What else people call an entity, separated by commas. */
export const aliasesAnnotation = 'callboard.dev/aliases';
