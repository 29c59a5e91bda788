import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import { Refusal } from '#callboard/core/refusal.ts';

/** Discord's errors that no repetition mends, and what they mean. */
const lasting: ReadonlyMap<number | string, string> = new Map<number | string, string>([
  [RESTJSONErrorCodes.UnknownChannel, 'there is no such channel'],
  [RESTJSONErrorCodes.UnknownUser, 'there is no such person'],
  [RESTJSONErrorCodes.MissingAccess, 'the bot may not see the channel'],
  [RESTJSONErrorCodes.MissingPermissions, 'the bot may not post in the channel'],
  [RESTJSONErrorCodes.ThreadLocked, 'the thread is closed'],
  [RESTJSONErrorCodes.CannotSendMessagesToThisUser, 'the person takes no direct messages from the bot'],
  [RESTJSONErrorCodes.InvalidRecipients, 'the account is gone'],
  [RESTJSONErrorCodes.InvalidFormBodyOrContentType, 'Discord does not accept the message'],
]);

/** Whether Discord refused a request with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly number[]): boolean {
  return error instanceof DiscordAPIError && codes.some((code) => code === error.code);
}

/** Whether the bot may not write in a channel or thread, or there is none any more. */
export function isClosed(error: unknown): boolean {
  return hasCode(
    error,
    RESTJSONErrorCodes.UnknownChannel,
    RESTJSONErrorCodes.MissingAccess,
    RESTJSONErrorCodes.MissingPermissions,
    RESTJSONErrorCodes.ThreadLocked,
  );
}

/** Whether an interaction's token serves no longer. */
export function isSpentToken(error: unknown): boolean {
  return hasCode(error, RESTJSONErrorCodes.UnknownWebhook, RESTJSONErrorCodes.InvalidWebhookToken);
}

/** Whether an interaction was answered too late, or twice. */
export function isTooLate(error: unknown): boolean {
  return hasCode(
    error,
    RESTJSONErrorCodes.UnknownInteraction,
    RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
  );
}

/** Whether Discord knows no such person. */
export function isUnknownPerson(error: unknown): boolean {
  return hasCode(error, RESTJSONErrorCodes.UnknownUser, RESTJSONErrorCodes.InvalidFormBodyOrContentType);
}

/**
 * Handles what failed to reach `where`, such as `a person`.
 * @throws Refusal where no repetition mends it, `message-gone` for what was deleted before it could be edited; else the
 *   error itself
 */
export function undeliverable(error: unknown, where: string): never {
  if (hasCode(error, RESTJSONErrorCodes.UnknownMessage)) {
    throw new Refusal('The message was deleted.', { code: 'message-gone' }, { cause: error });
  }
  const reason = error instanceof DiscordAPIError ? lasting.get(error.code) : undefined;
  if (reason === undefined) throw error;
  const hint = 'Check that the bot is in the server, and may view the channel and send messages there.';
  throw new Refusal(
    `The message to ${where} can't be delivered in Discord: ${reason}.`,
    { code: 'discord-undeliverable', hint },
    { cause: error },
  );
}
