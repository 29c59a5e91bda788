import type { AnswerWords } from '#callboard/core/http/explain-answer.ts';
import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { Json } from '#callboard/core/storage/records.ts';

/** What telling the failures of a GitLab takes. @param token may appear in no message */
export const gitLabWords = (host: string, token: string): AnswerWords => ({
  id: 'gitlab',
  host,
  token,
  tokenVariable: 'GITLAB_TOKEN',
  permissions:
    'The token needs the scope "api", and the role Developer in the group to read, Maintainer to make projects in it.',
  refusedToken: [401],
  messageOf,
});

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
