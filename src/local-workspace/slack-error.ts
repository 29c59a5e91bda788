/** An answer `{ok: false}` of the Web API: Slack's error code, and what Slack says of the arguments. */
export class SlackError extends Error {
  readonly code: string;
  /** For instance `must be less than 76 characters [json-pointer:/view/title/text]`. */
  readonly details: readonly string[];

  constructor(code: string, details: readonly string[] = []) {
    super(details.length === 0 ? code : `${code}: ${details.join('; ')}`);
    this.code = code;
    this.details = details;
  }
}
