import type { ModalView } from '@slack/types';
import type { Frame, Answer } from '#callboard/core/answers/answer.ts';
import type { DeliveryParts } from './deliver-message.ts';
import { peopleOf } from './people-of.ts';
import { renderAnswer, slackRoom } from './render-answer.ts';
import { plainText } from './text-blocks.ts';

/** https://docs.slack.dev/reference/views/modal-views */
const titleLimit = 24;

/**
 * An answer as a modal, its first page, for what was asked where no message can answer. A form is a button that opens
 * it.
 */
export async function renderAnswerView(
  { conversation, longTexts, surface }: Pick<DeliveryParts, 'conversation' | 'longTexts' | 'surface'>,
  answer: Answer,
  frame?: Frame,
): Promise<ModalView> {
  const shown = peopleOf(surface, await conversation.firstPage(answer, slackRoom, frame));
  return longTexts.keeping((standIn) => ({
    type: 'modal',
    title: plainText('Callboard', titleLimit),
    close: plainText('Close', titleLimit),
    blocks: renderAnswer(shown, standIn).blocks,
  }));
}
