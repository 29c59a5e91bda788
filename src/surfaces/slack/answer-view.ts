import type { ModalView } from '@slack/types';
import type { Answer } from '#callboard/core/answers/answer.ts';
import type { DeliveryParts } from './deliver-message.ts';
import { peopleOf } from './people-of.ts';
import { renderAnswer } from './render-answer.ts';
import { plainText } from './text-blocks.ts';

/** https://docs.slack.dev/reference/views/modal-views */
const titleLimit = 24;

/** An answer as a modal, for what was asked where no message can answer. A form is a button that opens it. */
export const renderAnswerView = (
  { longTexts, surface }: Pick<DeliveryParts, 'longTexts' | 'surface'>,
  answer: Answer,
): Promise<ModalView> =>
  longTexts.keeping((standIn) => ({
    type: 'modal',
    title: plainText('Callboard', titleLimit),
    close: plainText('Close', titleLimit),
    blocks: renderAnswer(peopleOf(surface, answer), standIn).blocks,
  }));
