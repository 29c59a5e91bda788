import { WebAPIPlatformError } from '@slack/web-api';

/** What a token that Slack will never take is answered with: https://docs.slack.dev/reference/methods/auth.test#errors */
const codes = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
]);

/** The code with which Slack refuses the token itself; undefined where a call failed for another reason. */
export function refusedToken(error: unknown): string | undefined {
  const code = error instanceof WebAPIPlatformError ? error.data.error : undefined;
  return code !== undefined && codes.has(code) ? code : undefined;
}
