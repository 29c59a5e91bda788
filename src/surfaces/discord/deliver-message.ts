import { createHash } from 'node:crypto';
import { MessageFlags, RESTJSONErrorCodes, Routes } from 'discord.js';
import type { REST } from 'discord.js';
import type { Answer, Frame } from '#callboard/core/answers/answer.ts';
import type { Conversation } from '#callboard/core/commands/conversation.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Records } from '#callboard/core/storage/records.ts';
import type { Logger } from '#callboard/core/telemetry/logger.ts';
import type { Painter } from '#callboard/pictures/painter.ts';
import { faultDetails, reasonOf } from './fault.ts';
import type { MessageBody } from './message.ts';
import { formatPosted, readPosted } from './posted.ts';
import { keepPresses } from './press-id.ts';
import { readSent } from './read-sent.ts';
import { isDiscordId } from './render-line.ts';
import { sendBody } from './send-body.ts';
import { altOf, discordRoom, pressesOf, renderAnswer } from './render-answer.ts';
import { usableReplyToken } from './reply-token.ts';
import type { ReplyToken } from './reply-token.ts';
import { hasCode, isClosed, isSpentToken, undeliverable } from './undeliverable.ts';

/** What delivering messages needs. */
export interface DeliveryParts {
  readonly rest: REST;
  readonly conversation: Pick<Conversation, 'firstPage'>;
  readonly records: Records;
  readonly painter: Painter;
  readonly logger: Logger;
  readonly now: () => Date;
  /** The id of a text channel by its name without `#`, among the servers the bot is in. */
  readonly channelNamed: (name: string) => string | undefined;
  /** Resolves once the interaction with that token has had its first response, as far as it is being taken here. */
  readonly acknowledged: (token: string) => Promise<void>;
}

/** Renders, posts and edits messages; `post` and `edit` are those of `Surface`. */
export interface Delivery {
  readonly render: (answer: Answer, frame?: Frame) => Promise<MessageBody>;
  readonly post: (to: Address, answer: Answer) => Promise<string>;
  /** Posts a rendered message, as a reply to a message of that channel where one is named. */
  readonly postBody: (to: Address, body: MessageBody, repliesTo?: string) => Promise<string>;
  readonly edit: (posted: string, answer: Answer) => Promise<string>;
}

type Place = Address & { readonly kind: 'place' };

/** Discord's limit for a nonce. */
const nonceLimit = 25;
/** Discord's limit for the first response to an interaction, before which its token takes nothing. */
const acknowledgedWithinMs = 3_000;

const withoutToken = ({ surface, kind, conversation, thread, askedBy, onlyFor }: Place): Place => ({
  surface,
  kind,
  conversation,
  ...(thread === undefined ? {} : { thread }),
  ...(askedBy === undefined ? {} : { askedBy }),
  ...(onlyFor === undefined ? {} : { onlyFor }),
});

/** The delivery of messages through Discord's HTTP API. */
export function createDelivery(parts: DeliveryParts): Delivery {
  const { rest, conversation, records, painter, logger, now, channelNamed, acknowledged } = parts;
  const directChannels = new Map<string, string>();

  const openDirect = async (personId: string) => {
    const known = directChannels.get(personId);
    if (known !== undefined) return known;
    const { id } = readSent(await rest.post(Routes.userChannels(), { body: { recipient_id: personId } }));
    directChannels.set(personId, id);
    return id;
  };

  const toChannel = async (channelId: string, body: MessageBody, repliesTo?: string) => {
    const reference = repliesTo === undefined ? {} : { message_id: repliesTo, fail_if_not_exists: false };
    // The same message to the same place has the same nonce, so that a repetition shows it once.
    const hash = createHash('sha256')
      .update(JSON.stringify([channelId, repliesTo, { ...body, picture: body.picture?.alt }]))
      .digest('base64url');
    const message = await sendBody(body, (request) =>
      rest.post(Routes.channelMessages(channelId), {
        ...request,
        body: {
          ...request.body,
          ...(repliesTo === undefined ? {} : { message_reference: reference }),
          nonce: hash.slice(0, nonceLimit),
          enforce_nonce: true,
        },
      }),
    );
    return formatPosted({ kind: 'message', channelId, messageId: readSent(message).id });
  };

  const toPerson = async (personId: string, body: MessageBody) => {
    try {
      return await toChannel(await openDirect(personId), body);
    } catch (error) {
      return undeliverable(error, 'a person');
    }
  };

  const channelOf = (to: Place) => {
    const { conversation, thread } = to;
    const id = conversation.startsWith('#') ? channelNamed(conversation.slice(1)) : (thread ?? conversation);
    if (id !== undefined && isDiscordId(id)) return id;
    throw new Refusal(`There is no channel ${to.conversation} in Discord that the bot sees.`, {
      code: 'no-such-channel',
      hint: 'Name an existing text channel, and let the bot view it.',
    });
  };

  const isWaiting = async (original: `/${string}`) => {
    try {
      return (readSent(await rest.get(original, { auth: false })).flags & MessageFlags.Loading) !== 0;
    } catch (error) {
      // An interaction that was answered with a modal has no original message, but takes messages after it.
      if (hasCode(error, RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownWebhook)) return false;
      throw error;
    }
  };

  /** Whether another instance may be about to acknowledge the interaction: then the outbox tries again. */
  const isTooYoung = ({ issuedAtMs }: ReplyToken): boolean => now().getTime() - issuedAtMs < acknowledgedWithinMs;

  /** In the place of the deferred response if that still waits, else after it. */
  const byToken = async (to: Place, { applicationId, token }: ReplyToken, body: MessageBody) => {
    await acknowledged(token);
    const original = Routes.webhookMessage(applicationId, token, '@original');
    const privacy = to.onlyFor === undefined ? 0 : MessageFlags.Ephemeral;
    const message = (await isWaiting(original))
      ? await sendBody(body, (request) => rest.patch(original, { ...request, auth: false }))
      : await sendBody({ ...body, flags: body.flags | privacy }, (request) =>
          rest.post(Routes.webhook(applicationId, token), { ...request, auth: false }),
        );
    return formatPosted({ kind: 'reply', to, messageId: readSent(message).id });
  };

  const postBody = async (to: Address, body: MessageBody, repliesTo?: string): Promise<string> => {
    if (to.kind === 'person') return toPerson(to.personId, body);
    const reply = usableReplyToken(to.replyToken, now());
    if (reply !== undefined) {
      try {
        return await byToken(to, reply, body);
      } catch (error) {
        if (isTooYoung(reply)) throw error;
        if (!isSpentToken(error)) return undeliverable(error, 'a person');
        return postBody(withoutToken(to), body);
      }
    }
    // Only the answer to an interaction can be shown to one person in a channel.
    if (to.onlyFor !== undefined) return toPerson(to.onlyFor, body);
    try {
      return await toChannel(channelOf(to), body, repliesTo);
    } catch (error) {
      if (to.askedBy !== undefined && isClosed(error)) return toPerson(to.askedBy, body);
      return undeliverable(error, to.conversation.startsWith('#') ? to.conversation : 'a channel');
    }
  };

  const render = async (whole: Answer, wholeFrame?: Frame): Promise<MessageBody> => {
    const shown = await conversation.firstPage(whole, discordRoom, wholeFrame);
    const { answer, ...frame } = shown;
    await keepPresses(pressesOf(shown), records, now());
    const without = renderAnswer(answer, false, frame);
    if (answer.kind !== 'card' || answer.picture === undefined) return without;
    const onRefused = (error: unknown): void =>
      logger.warn(faultDetails(error), `A picture could not be shown in Discord (${reasonOf(error)}).`);
    try {
      const png = await painter.draw(answer.picture);
      return { ...renderAnswer(answer, true, frame), picture: { png, alt: altOf(answer.picture), without, onRefused } };
    } catch (error) {
      onRefused(error);
      return without;
    }
  };

  const editReply = async (to: Place, messageId: string, posted: string, body: MessageBody) => {
    const reply = usableReplyToken(to.replyToken, now());
    if (reply === undefined) return postBody(withoutToken(to), body);
    await acknowledged(reply.token);
    try {
      const route = Routes.webhookMessage(reply.applicationId, reply.token, messageId);
      await sendBody(body, (request) => rest.patch(route, { ...request, auth: false }));
      return posted;
    } catch (error) {
      if (!isSpentToken(error)) return undeliverable(error, 'a person');
      if (isTooYoung(reply)) throw error;
      return postBody(withoutToken(to), body);
    }
  };

  return {
    render,
    postBody,
    post: async (to, answer) => postBody(to, await render(answer)),
    edit: async (text, answer) => {
      const body = await render(answer);
      const posted = readPosted(text);
      if (posted.kind === 'reply') return editReply(posted.to, posted.messageId, text, body);
      try {
        await sendBody(body, (request) =>
          rest.patch(Routes.channelMessage(posted.channelId, posted.messageId), request),
        );
        return text;
      } catch (error) {
        return undeliverable(error, 'a channel');
      }
    },
  };
}
