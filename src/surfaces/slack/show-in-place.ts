import { isRefusal } from '#callboard/core/refusal.ts';
import type { Answered } from '#callboard/core/commands/conversation.ts';
import { type DeliveryParts, editMessage } from './deliver-message.ts';
import { postedAs } from './posted.ts';
import type { PressedMessage } from './read-container.ts';

/**
 * Puts an answer in the place of the message that the button is in.
 * @returns false where that can't be edited (any more), or what was asked for was refused: then it is shown beside
 */
export async function showInPlace(
  parts: DeliveryParts,
  pressed: PressedMessage | undefined,
  responseUrl: string | undefined,
  { answer, frame }: Answered,
): Promise<boolean> {
  if (pressed === undefined || answer.kind === 'refusal') return false;
  const byUrl = responseUrl === undefined ? [] : [postedAs({ kind: 'response', url: responseUrl })];
  // Through a response URL no picture is shown.
  const byPlace = pressed.isForOne ? [] : [postedAs({ kind: 'message', channel: pressed.channel, ts: pressed.ts })];
  for (const posted of [...byPlace, ...byUrl]) {
    try {
      await editMessage(parts, posted, answer, frame);
      return true;
    } catch (error) {
      if (!isRefusal(error, ['message-gone'])) throw error;
    }
  }
  return false;
}
