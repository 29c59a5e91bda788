/** The key `slack` of callboard.yaml. */
export interface SlackConfiguration {
  readonly botToken?: string;
  /** With it, Socket Mode; without it, `signingSecret` and requests over HTTP. */
  readonly appToken?: string;
  readonly signingSecret?: string;
  readonly apiUrl?: string;
  /** True in the local workspace alone, where people are make-believe. */
  readonly everyoneIsAdministrator?: boolean;
}
