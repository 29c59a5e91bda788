/** The key `slack` of callboard.yaml. */
export interface SlackConfiguration {
  /** For one workspace. */
  readonly botToken?: string;
  /** For workspaces that install the bot by themselves. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** The ids of the workspaces and organisations that may do so, or `any`. */
  readonly workspaces?: 'any' | readonly string[];
  /** With it, Socket Mode; without it, `signingSecret` and requests over HTTP. */
  readonly appToken?: string;
  readonly signingSecret?: string;
  readonly apiUrl?: string;
  /** Hosts whose links are told of as they are posted. The manifest registers them. */
  readonly unfurlDomains?: readonly string[];
  /** True in the local workspace alone, where people are make-believe. */
  readonly everyoneIsAdministrator?: boolean;
}

/** Its schema, in callboard.yaml. */
export const slackConfigurationSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    botToken: { type: 'string', minLength: 1 },
    clientId: { type: 'string', minLength: 1 },
    clientSecret: { type: 'string', minLength: 1 },
    workspaces: {
      oneOf: [
        { const: 'any' },
        { type: 'array', items: { type: 'string', pattern: '^[TE][A-Z0-9]+$', examples: ['T024BE7LD'] } },
      ],
    },
    appToken: { type: 'string', minLength: 1 },
    signingSecret: { type: 'string', minLength: 1 },
    apiUrl: { type: 'string', pattern: '^https?://', examples: ['https://slack.com/api/'] },
    unfurlDomains: {
      type: 'array',
      // https://docs.slack.dev/reference/app-manifest
      maxItems: 5,
      items: { type: 'string', pattern: '^[a-z0-9.-]+$', examples: ['github.com'] },
    },
  },
};
