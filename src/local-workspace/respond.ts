import { boolean, describeProblems, object, oneOf, text } from './checks/check.ts';
import { type JsonObject, stringAt } from './json.ts';
import { readMessageContent } from './message-content.ts';
import type { ResponseTarget } from './response-urls.ts';
import { SlackError } from './slack-error.ts';
import type { Workspace } from './workspace.ts';

/** What an app may answer: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const answer = object({
  'text?': text(),
  // their own checks look at them
  'blocks?': () => [],
  'metadata?': () => [],
  'response_type?': oneOf('in_channel', 'ephemeral'),
  'replace_original?': boolean,
  'delete_original?': boolean,
  'thread_ts?': text(),
  'mrkdwn?': boolean,
  'parse?': oneOf('none', 'full'),
  'unfurl_links?': boolean,
  'unfurl_media?': boolean,
});

/**
 * Does what an app answers to a response_url, or with an acknowledgement.
 * @throws SlackError as `readMessageContent`, and `invalid_arguments`, `message_not_found`
 */
export const respond = (workspace: Workspace, target: ResponseTarget, body: JsonObject): void => {
  const problems = answer(body, '');
  if (problems.length > 0) throw new SlackError('invalid_arguments', describeProblems(problems));
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
