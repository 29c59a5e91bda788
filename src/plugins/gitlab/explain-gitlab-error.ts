import { Refusal } from '#callboard/core/refusal.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';
import { redact } from '#callboard/core/text/redact.ts';

const shownCharacters = 300;

/** A host that gave no answer, or none that makes sense. */
export function hostDown(host: string, cause?: unknown): Refusal {
  return new Refusal(
    `${host} cannot be reached, or does not answer as it should.`,
    { code: 'gitlab-down', hint: 'Check that the host is up and its address right, and try again.' },
    { cause },
  );
}

/**
 * Turns an answer that is a failure into one sentence for a person. The codes `gitlab-not-found` and
 * `gitlab-request-refused` are answers that callers know what to do with.
 * @param token may appear in no message
 */
export function explainAnswer(status: number, body: Json, host: string, token: string): Refusal {
  if (status >= 500) return hostDown(host);
  const [code, happened, hint] = meanings[status] ?? (['gitlab-request-refused', 'refused the request'] as const);
  const said = redact(messageOf(body), [token])
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s.]+$/, '')
    .slice(0, shownCharacters);
  return new Refusal(
    `${host} ${happened}${said === '' ? '' : `: ${said}`}.`,
    hint === undefined ? { code } : { code, hint },
  );
}

const permissions =
  'The token needs the scope "api", and the role Developer in the group to read, Maintainer to make projects in it.';

const meanings: Readonly<Record<number, readonly [code: string, happened: string, hint?: string]>> = {
  // Of what was renamed GitLab tells the new address; under the old one there is nothing.
  301: ['gitlab-not-found', 'has it under another name'],
  401: ['gitlab-token-refused', 'refused the token', `Put a valid one in GITLAB_TOKEN. ${permissions}`],
  403: ['gitlab-forbidden', 'does not allow the bot to do that', permissions],
  404: ['gitlab-not-found', 'knows no such thing, or does not show it to the bot', permissions],
};

/** GitLab's own words: a text, a list of texts, or lists of texts by the name of a field. */
function messageOf(body: Json): string {
  if (!isJsonObject(body)) return '';
  return wordsOf(body['message'] ?? body['error_description'] ?? body['error'] ?? '');
}

function wordsOf(value: Json): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(wordsOf).join('; ');
  if (!isJsonObject(value)) return '';
  if (typeof value['message'] === 'string') return value['message'];
  return Object.entries(value)
    .map(([field, words]) => `${field} ${wordsOf(words)}`)
    .join('; ');
}
