import { anyObject, boolean, type Check, integer, list, oneOf, text } from '../checks/check.ts';
import { isObject, parseJson } from '../json.ts';

/** Forms have text alone, and Slack takes a flag by its number too. */
const flags: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ['true', true],
  ['1', true],
  [1, true],
  ['false', false],
  ['0', false],
  [0, false],
]);

const flag: Check = (value, pointer) => (flags.has(value) ? [] : boolean(value, pointer));

const count: Check = (value, pointer) =>
  integer(0)(typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value, pointer);

/** What a form has as JSON text. */
const json =
  (check: Check): Check =>
  (value, pointer) =>
    check(typeof value === 'string' ? (parseJson(value) ?? value) : value, pointer);

const strings = json(list(text()));
const string = text();

/** A list of ids, or the ids with commas between them. */
const ids: Check = (value, pointer) => (typeof value === 'string' ? [] : list(string)(value, pointer));

/** The methods that take it have codes of their own for what is wrong with it. */
const anything: Check = () => [];

/**
 * What each argument must be, whichever method takes it: Slack calls an argument the same everywhere. The methods say
 * which they need, and what of the value they know. https://docs.slack.dev/reference/methods
 */
export const argumentShapes = {
  alt_txt: string,
  as_user: flag,
  blocks: anything,
  bot: string,
  channel: string,
  channel_id: string,
  client_id: string,
  client_secret: string,
  code: string,
  cursor: string,
  email: string,
  error: (value, pointer) => (isObject(value) ? [] : string(value, pointer)),
  exclude_archived: flag,
  external_id: string,
  filename: string,
  files: json(list(anyObject)),
  foo: string,
  grant_type: oneOf('authorization_code', 'refresh_token'),
  hash: string,
  icon_emoji: string,
  icon_url: string,
  include_all_metadata: flag,
  include_locale: flag,
  include_num_members: flag,
  inclusive: flag,
  interactivity_pointer: string,
  latest: string,
  length: count,
  limit: count,
  link_names: flag,
  loading_messages: strings,
  message_ts: string,
  metadata: anything,
  mrkdwn: flag,
  name: string,
  oldest: string,
  parse: oneOf('none', 'full'),
  prevent_creation: flag,
  prompts: json(list(anyObject)),
  redirect_uri: string,
  refresh_token: string,
  return_im: flag,
  snippet_type: string,
  source: anything,
  status: string,
  team_id: string,
  text: string,
  thread_ts: string,
  timestamp: string,
  title: string,
  trigger_id: string,
  ts: string,
  types: string,
  unfurl_id: string,
  unfurl_links: flag,
  unfurl_media: flag,
  unfurls: anything,
  user: string,
  user_auth_required: flag,
  user_auth_url: string,
  user_id: string,
  username: string,
  users: ids,
  view: anything,
  view_id: string,
} satisfies Readonly<Record<string, Check>>;

/** An argument that Slack knows. */
export type ArgumentName = keyof typeof argumentShapes;
