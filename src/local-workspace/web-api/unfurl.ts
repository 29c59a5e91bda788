import { checkAttachment } from '../checks/attachment.ts';
import { checkEntities } from '../checks/entities.ts';
import { describeProblems } from '../checks/check.ts';
import { withIds } from '../elements.ts';
import { isObject, type JsonObject, objectsAt, stringAt } from '../json.ts';
import { linksIn, unfurlId } from '../links.ts';
import type { Message } from '../message.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';
import type { Arguments } from './arguments.ts';
import type { Call, Method } from './method.ts';

/** What is shown of links so far. */
type Shown = Pick<Message, 'attachments' | 'entities'>;

/** Where links stand: a message, or what a person is typing. */
type Target = { readonly text: string; readonly show: (more: (before: Shown) => Shown) => void };

const messageTarget = ({ conversations }: Workspace, { channel, ts, text }: Message): Target => ({
  text,
  show: (more) => conversations.change(channel, ts, (message) => ({ ...message, ...more(message) })),
});

const draftTarget = ({ drafts }: Workspace, id: string): Target => {
  const draft = drafts.byId(id);
  if (draft === undefined) throw new SlackError('invalid_unfurl_id');
  return { text: draft.text, show: (more) => drafts.change(id, (before) => ({ ...before, ...more(before) })) };
};

/** What `channel` and `ts`, or `unfurl_id` and `source`, name. */
const namedTarget = (workspace: Workspace, given: Arguments): Target => {
  const { conversations } = workspace;
  const [id, source] = [given.text('unfurl_id'), given.text('source')];
  if (id !== undefined || source !== undefined) {
    if (id === undefined) throw new SlackError('missing_unfurl_id');
    if (source === undefined) throw new SlackError('missing_source');
    if (source !== 'composer' && source !== 'conversations_history') throw new SlackError('invalid_source');
    if (source === 'composer') return draftTarget(workspace, id);
    const [channel = '', seconds = '', fraction = ''] = id.split('.');
    const message = conversations.message(channel, `${seconds}.${fraction}`);
    if (message === undefined || unfurlId(message) !== id) throw new SlackError('invalid_unfurl_id');
    return messageTarget(workspace, message);
  }
  const [channel, ts] = [given.text('channel'), given.text('ts')];
  if (channel === undefined) throw new SlackError('missing_channel');
  if (ts === undefined) throw new SlackError('missing_ts');
  if (conversations.byId(channel) === undefined) throw new SlackError('cannot_find_channel');
  const message = conversations.message(channel, ts);
  if (message === undefined || message.isEphemeral) throw new SlackError('cannot_find_message');
  return messageTarget(workspace, message);
};

const readUnfurls = (given: Arguments): JsonObject => {
  const unfurls = given.json('unfurls') ?? {};
  if (!isObject(unfurls) || !Object.values(unfurls).every(isObject)) throw new SlackError('invalid_unfurls_format');
  return unfurls;
};

const readEntities = (given: Arguments): JsonObject[] => {
  const metadata = given.json('metadata');
  if (metadata === undefined) return [];
  if (!isObject(metadata)) throw new SlackError('invalid_metadata_format');
  const problems = checkEntities(metadata, '/metadata', 'unfurl');
  if (problems.length > 0) throw new SlackError('error_processing_metadata', describeProblems(problems));
  return objectsAt(metadata, 'entities');
};

/** What stands below the message for one link, in the shape of Slack's messages. */
const attachmentOf = ({ identifiers, bot }: Workspace, url: string, content: JsonObject): JsonObject => {
  const blocks = content['blocks'];
  const problems = checkAttachment(content, `/unfurls/${url}`);
  if (problems.length > 0) throw new SlackError('cannot_parse_attachment', describeProblems(problems));
  return {
    ...content,
    ...(blocks !== undefined && { blocks: withIds(objectsAt(content, 'blocks'), identifiers) }),
    fallback: stringAt(content, 'fallback') ?? '[no preview available]',
    from_url: url,
    app_unfurl_url: url,
    is_app_unfurl: true,
    app_id: bot.appId,
    bot_id: bot.id,
  };
};

/** What was there for other links, then what is new; numbered anew. */
const joined = (before: readonly JsonObject[], added: readonly JsonObject[]): JsonObject[] => {
  const urls = new Set(added.map((each) => each['app_unfurl_url']));
  return [...before.filter((each) => !urls.has(each['app_unfurl_url'])), ...added].map((each, index) => ({
    ...each,
    id: index + 1,
  }));
};

const unfurl = ({ workspace, arguments: given }: Call): JsonObject => {
  const target = namedTarget(workspace, given);
  if (!given.has('unfurls') && !given.has('metadata')) throw new SlackError('missing_unfurls');
  const [unfurls, entities] = [readUnfurls(given), readEntities(given)];
  const links = new Set(linksIn(target.text, workspace.options.unfurlDomains ?? []).map(({ url }) => url));
  for (const url of [...Object.keys(unfurls), ...entities.map((each) => stringAt(each, 'app_unfurl_url') ?? '')]) {
    if (!links.has(url)) throw new SlackError('cannot_unfurl_url');
  }
  const attachments = Object.entries(unfurls).map(([url, content]) =>
    attachmentOf(workspace, url, isObject(content) ? content : {}),
  );
  target.show((before) => {
    const known = new Set(entities.map((each) => each['app_unfurl_url']));
    const others = (before.entities ?? []).filter((each) => !known.has(each['app_unfurl_url']));
    const all = { attachments: joined(before.attachments ?? [], attachments), entities: [...others, ...entities] };
    return {
      ...(all.attachments.length > 0 && { attachments: all.attachments }),
      ...(all.entities.length > 0 && { entities: all.entities }),
    };
  });
  return {};
};

/** `chat.unfurl`: what the app shows of links in what people say. */
export const unfurlMethods: Readonly<Record<string, Method>> = {
  'chat.unfurl': {
    token: 'bot',
    takes: ['channel', 'ts', 'unfurl_id', 'source', 'unfurls', 'metadata', 'team_id'],
    call: unfurl,
  },
};
