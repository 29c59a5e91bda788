import { RequestError } from 'octokit';
import { Refusal } from '#callboard/core/refusal.ts';

/** A secondary limit without a time of its own asks for a minute, says GitHub's documentation. */
const unnamedWaitMs = 60_000;

const shownCharacters = 300;

/**
 * How long GitHub asks to wait before the request is sent again, in milliseconds.
 * @returns undefined where the error is not about a rate limit
 */
export function rateLimitWaitMs(error: unknown, now: Date): number | undefined {
  if (!(error instanceof RequestError) || (error.status !== 403 && error.status !== 429)) return undefined;
  const headers = error.response?.headers ?? {};
  const retryAfterSeconds = Number.parseInt(String(headers['retry-after']), 10);
  if (!Number.isNaN(retryAfterSeconds)) return retryAfterSeconds * 1000;
  if (headers['x-ratelimit-remaining'] === '0') {
    return Math.max(0, Number(headers['x-ratelimit-reset'] ?? 0) * 1000 - now.getTime());
  }
  return error.status === 429 || /rate limit/i.test(error.message) ? unnamedWaitMs : undefined;
}

/**
 * Turns what a request to GitHub ended with into one sentence for a person. The codes `github-not-found`,
 * `github-conflict` and `github-request-refused` are answers that callers know what to do with.
 * @returns the error itself where it is a fault of the program
 */
export function explainGitHubError(error: unknown, host: string): unknown {
  if (!(error instanceof RequestError)) return error;
  if (error.response === undefined || error.status >= 500) {
    return new Refusal(
      `${host} cannot be reached, or does not answer as it should.`,
      { code: 'github-down', hint: 'Check that the host is up and its address right, and try again.' },
      { cause: error },
    );
  }
  const [code, happened, hint] = meanings[error.status] ?? (['github-failed', 'answered with a failure'] as const);
  return new Refusal(`${host} ${happened}: ${messageOf(error)}.`, hint === undefined ? { code } : { code, hint }, {
    cause: error,
  });
}

const permissions =
  'A classic token needs the scopes "repo" and "workflow", a fine-grained token or an app write access to Administration, Contents and Workflows.';

const meanings: Readonly<Record<number, readonly [code: string, happened: string, hint?: string]>> = {
  401: ['github-token-refused', 'refused the token', `Put a valid one in GITHUB_TOKEN. ${permissions}`],
  403: ['github-forbidden', 'does not allow the bot to do that', permissions],
  404: ['github-not-found', 'knows no such thing, or does not show it to the bot', permissions],
  409: ['github-conflict', 'says that this does not fit what is there'],
  422: ['github-request-refused', 'refused the request'],
};

/** How GitHub's tokens begin, so that one that is sent back is not shown. */
const tokenPattern = /\b(gh[oprsu]|github_pat)_\w+/g;

/** GitHub's own words, without the address of its documentation and without a token. */
function messageOf(error: RequestError): string {
  const [message = ''] = error.message.split(' - https://');
  return message
    .replaceAll(tokenPattern, '***')
    .replace(/[\s.]+$/, '')
    .slice(0, shownCharacters);
}
