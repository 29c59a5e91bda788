import type { ModalView } from '@slack/types';
import type { Answer } from '#callboard/core/answers/answer.ts';
import type { StandIn } from './long-texts.ts';
import { renderAnswer } from './render-answer.ts';
import { plainText } from './text-blocks.ts';

/** https://docs.slack.dev/reference/views/modal-views */
const titleLimit = 24;

/** An answer as a modal, for what was asked where no message can answer. A form is a button that opens it. */
export const renderAnswerView = (answer: Answer, standIn: StandIn): ModalView => ({
  type: 'modal',
  title: plainText('Callboard', titleLimit),
  close: plainText('Close', titleLimit),
  blocks: renderAnswer(answer, standIn).blocks,
});
