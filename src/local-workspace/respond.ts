import { type JsonObject, stringAt } from './json.ts';
import { readMessageContent } from './message-content.ts';
import type { ResponseTarget } from './response-urls.ts';
import { SlackError } from './slack-error.ts';
import type { Workspace } from './workspace.ts';

const known = new Set([
  'text',
  'blocks',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
  'mrkdwn',
  'parse',
  'unfurl_links',
  'unfurl_media',
  'metadata',
]);

const checkFields = (body: JsonObject) => {
  const unknown = Object.keys(body).filter((field) => !known.has(field));
  if (unknown.length > 0) {
    throw new SlackError(
      'invalid_arguments',
      unknown.map((field) => `invalid additional property: ${field} [json-pointer:/${field}]`),
    );
  }
  const type = body['response_type'];
  if (type !== undefined && type !== 'in_channel' && type !== 'ephemeral') {
    throw new SlackError('invalid_arguments', ['must be one of: in_channel, ephemeral [json-pointer:/response_type]']);
  }
};

/**
 * Does what an app answers to a response_url, or with an acknowledgement.
 * @throws SlackError as `readMessageContent`, and `invalid_arguments`, `message_not_found`
 */
export const respond = (workspace: Workspace, target: ResponseTarget, body: JsonObject): void => {
  checkFields(body);
  const { conversations, bot } = workspace;
  const { channel, originalTs } = target;
  if (body['delete_original'] === true) {
    if (originalTs === undefined || !conversations.remove(channel, originalTs))
      throw new SlackError('message_not_found');
    return;
  }
  const replacedTs = body['replace_original'] === true ? originalTs : undefined;
  const isForOne =
    replacedTs === undefined
      ? body['response_type'] !== 'in_channel'
      : conversations.message(channel, replacedTs)?.isEphemeral === true;
  const content = readMessageContent(body, workspace, isForOne);
  if (replacedTs !== undefined) {
    const replaced = conversations.change(channel, replacedTs, ({ blocks: _blocks, ...message }) => ({
      ...message,
      ...content,
      isEdited: true,
    }));
    if (replaced === undefined) throw new SlackError('message_not_found');
    return;
  }
  const threadTs = stringAt(body, 'thread_ts') ?? target.threadTs;
  conversations.post({
    ...content,
    channel,
    userId: bot.userId,
    botName: bot.name,
    ...(threadTs && { threadTs }),
    ...(body['response_type'] !== 'in_channel' && { visibleTo: target.personId }),
  });
};
