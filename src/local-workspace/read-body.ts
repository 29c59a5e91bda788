import { isObject, type JsonObject, parseJson } from './json.ts';
import { SlackError } from './slack-error.ts';

const forms: readonly string[] = ['application/x-www-form-urlencoded', 'text/plain'];

/**
 * The arguments in the body of a request, from JSON or a form; none for no body.
 * @param contentType the header, with its charset: https://docs.slack.dev/apis/web-api#basics
 * @throws SlackError `missing_post_type`, `invalid_post_type`, `invalid_charset`, `invalid_json`, `json_not_object`
 */
export const readBody = (contentType: string | undefined, body: string): JsonObject => {
  if (body === '') return {};
  if (contentType === undefined) throw new SlackError('missing_post_type');
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  if (charset !== undefined && !['utf-8', 'iso-8859-1'].includes(charset.replaceAll('"', '')))
    throw new SlackError('invalid_charset');
  if (forms.includes(type)) return Object.fromEntries(new URLSearchParams(body));
  if (type !== 'application/json') throw new SlackError('invalid_post_type');
  const parsed = parseJson(body);
  if (isObject(parsed)) return parsed;
  throw new SlackError(parsed === undefined ? 'invalid_json' : 'json_not_object');
};
