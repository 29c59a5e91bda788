import type { Answer, Frame } from '#callboard/core/answers/answer.ts';
import type { Conversation } from '#callboard/core/commands/conversation.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import { closedCodes, elsewhereNotice } from './elsewhere-notice.ts';
import type { LongTexts } from './long-texts.ts';
import { peopleOf } from './people-of.ts';
import { renderAnswer, type ShownPicture, type SlackMessage, slackRoom } from './render-answer.ts';
import { renderPlan } from './render-plan.ts';
import { isSpent, respond } from './respond.ts';
import type { Pictures } from './show-picture.ts';
import { type Closed, parsePosted, type Posted, postedAs } from './posted.ts';
import { platformCode, refusalOf, type SlackClients } from './slack-clients.ts';

/** What delivering messages needs. */
export interface DeliveryParts {
  /** The id of the surface that the workspace is. */
  readonly surface: string;
  readonly clients: SlackClients;
  readonly conversation: Pick<Conversation, 'firstPage'>;
  readonly longTexts: LongTexts;
  readonly pictures: Pictures;
  readonly logger: Logger;
  /** Work is shown as a plan. */
  readonly asPlan?: boolean;
}

/**
 * Codes with which Slack says that a message is there no more, may be edited no more, or stands where the bot may not
 * write any more (`is_inactive`: the channel is archived). Then it is posted anew, which tells whoever asked.
 * https://docs.slack.dev/reference/methods/chat.update#errors
 */
const goneCodes = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'is_inactive',
  'channel_not_found',
  'not_in_channel',
]);

/** Posts an answer; where the bot may not write, to the person who asked, directly. @returns what {@link editMessage} needs */
export async function postMessage(parts: DeliveryParts, to: Address, answer: Answer, frame?: Frame): Promise<string> {
  const { clients, pictures } = parts;
  const fileId = await pictures.upload(answer);
  const render = renderer(parts, answer, frame);
  try {
    if (to.kind === 'place' && to.onlyFor !== undefined) {
      const message = await render(fileId === undefined ? 'none' : 'direct');
      const posted = postedAs(await postForOne(clients, to, to.onlyFor, message));
      if (fileId !== undefined) await postPicture(parts, to.onlyFor, answer, fileId);
      return posted;
    }
    const send = (message: SlackMessage) =>
      to.kind === 'person' ? post(clients, to.personId, undefined, message) : postInPlace(clients, to, message);
    return postedAs(await pictures.sendWith(fileId, render, send));
  } catch (error) {
    throw refusalOf(error, to.kind);
  }
}

/** Edits a posted message. @returns what the next edit needs @throws Refusal, `message-gone` where it was deleted */
export async function editMessage(
  parts: DeliveryParts,
  posted: string,
  answer: Answer,
  frame?: Frame,
): Promise<string> {
  const { clients, pictures } = parts;
  const at = parsePosted(posted);
  if (at.kind === 'message' && at.ts === '')
    throw new Refusal('The message cannot be edited.', { code: 'message-gone' });
  const render = renderer(parts, answer, frame);
  try {
    if (at.kind === 'response') {
      await respond(at.url, { ...(await render('none')), replace_original: true });
    } else {
      const update = (message: SlackMessage) =>
        clients.delivery.chat.update({ channel: at.channel, ts: at.ts, ...withNotice(message, at.insteadOf) });
      await pictures.sendWith(await pictures.upload(answer), render, update);
    }
    return posted;
  } catch (error) {
    if (!goneCodes.has(platformCode(error) ?? '') && !isSpent(error)) throw refusalOf(error);
    throw new Refusal('The message is not there any more.', { code: 'message-gone' }, { cause: error });
  }
}

/** Takes a message that one person alone sees away, as far as Slack still lets it. */
export async function removePressed(parts: Pick<DeliveryParts, 'logger'>, responseUrl: string): Promise<void> {
  try {
    await respond(responseUrl, { delete_original: true });
  } catch (error) {
    parts.logger.warn({ error }, 'a message that one person alone sees could not be taken away');
  }
}

const renderer =
  ({ longTexts, conversation, surface, asPlan }: DeliveryParts, whole: Answer, frame?: Frame) =>
  async (picture: ShownPicture): Promise<SlackMessage> => {
    const shown = peopleOf(surface, await conversation.firstPage(whole, slackRoom, frame));
    return longTexts.keeping((standIn) => {
      const { answer } = shown;
      const render = (part: Answer) => renderAnswer({ ...shown, answer: part }, standIn, picture);
      return (asPlan === true && answer.kind === 'progress' ? renderPlan(answer, render) : undefined) ?? render(answer);
    });
  };

/**
 * Shows a picture to one person directly: a message that one person alone sees in a channel shows no file. The answer is
 * said by then, so that this never fails, or it would be said again.
 */
async function postPicture(parts: DeliveryParts, personId: string, answer: Answer, fileId: string): Promise<void> {
  if (answer.kind !== 'card') return;
  const { clients, pictures } = parts;
  const picture: Answer = { ...answer, lines: [], fields: [], buttons: [] };
  try {
    await pictures.sendWith(fileId, renderer(parts, picture), (message) => post(clients, personId, undefined, message));
  } catch (error) {
    parts.logger.warn({ error: refusalOf(error) }, 'a picture could not be shown in direct messages');
  }
}

type Place = Extract<Address, { kind: 'place' }>;

async function postInPlace(clients: SlackClients, to: Place, message: SlackMessage): Promise<Posted> {
  try {
    return await post(clients, to.conversation, to.thread, message);
  } catch (error) {
    const code = platformCode(error);
    if (code === undefined || !closedCodes.has(code)) throw error;
    // It reaches a place that the bot is not in, such as a private channel.
    if (to.replyToken !== undefined && (await isAnswered(to, to.replyToken, message, 'in_channel')))
      return { kind: 'message', channel: to.conversation, ts: '' };
    if (to.askedBy === undefined) throw error;
    return postDirectly(clients, to, to.askedBy, code, message);
  }
}

async function postForOne(clients: SlackClients, to: Place, personId: string, message: SlackMessage): Promise<Posted> {
  if (to.replyToken !== undefined && (await isAnswered(to, to.replyToken, message, 'ephemeral'))) {
    return { kind: 'response', url: to.replyToken };
  }
  try {
    const thread = to.thread === undefined ? {} : { thread_ts: to.thread };
    await clients.delivery.chat.postEphemeral({ channel: to.conversation, user: personId, ...thread, ...message });
    // An ephemeral message can't be edited: what is said next under its key is a message of its own.
    return { kind: 'message', channel: personId, ts: '' };
  } catch (error) {
    const code = platformCode(error);
    if (code === undefined || (code !== 'user_not_in_channel' && !closedCodes.has(code))) throw error;
    return postDirectly(clients, to, personId, code, message);
  }
}

/** To the person who asked, with why it is not where they asked. */
async function postDirectly(
  clients: SlackClients,
  { conversation }: Place,
  personId: string,
  code: string,
  message: SlackMessage,
): Promise<Posted> {
  const insteadOf = { conversation, code };
  try {
    return { ...(await post(clients, personId, undefined, withNotice(message, insteadOf))), insteadOf };
  } catch (error) {
    throw refusalOf(error, 'person');
  }
}

const withNotice = (message: SlackMessage, insteadOf: Closed | undefined): SlackMessage =>
  insteadOf === undefined
    ? message
    : { ...message, blocks: [elsewhereNotice(insteadOf.conversation, insteadOf.code), ...message.blocks] };

async function post(
  { delivery }: SlackClients,
  channel: string,
  thread: string | undefined,
  message: SlackMessage,
): Promise<Extract<Posted, { kind: 'message' }>> {
  const posted = await delivery.chat.postMessage({
    channel,
    ...message,
    ...(thread === undefined ? {} : { thread_ts: thread }),
    unfurl_links: false,
    unfurl_media: false,
  });
  if (posted.channel === undefined || posted.ts === undefined)
    throw new Error('Slack did not say where it posted the message');
  return { kind: 'message', channel: posted.channel, ts: posted.ts };
}

/** Answers through a response URL. @returns false where it is too old, or used up: then there are other ways */
async function isAnswered(
  { thread }: Place,
  url: string,
  message: SlackMessage,
  responseType: 'ephemeral' | 'in_channel',
): Promise<boolean> {
  try {
    const inThread = thread === undefined ? {} : { thread_ts: thread };
    await respond(url, { ...message, ...inThread, response_type: responseType, replace_original: false });
    return true;
  } catch (error) {
    if (isSpent(error)) return false;
    throw error;
  }
}
