import type { ModalView } from '@slack/types';
import type { Answer } from '#callboard/core/answers/answer.ts';
import type { Answered, Conversation, Said, Taken } from '#callboard/core/commands/conversation.ts';
import { renderAnswerView } from './answer-view.ts';
import { type DeliveryParts, postMessage } from './deliver-message.ts';
import { sayLater } from './say-later.ts';
import { renderForm, renderNotice } from './render-form.ts';
import { showInView, type ShowView } from './show-in-view.ts';

/** What answering in modals needs. */
export interface ViewAnswering extends DeliveryParts {
  readonly conversation: Conversation;
}

/**
 * Answers in a modal what was asked where there is no conversation: by a shortcut, on the home tab, or in a modal. What
 * changes something is told directly once it is done; where Slack shows no modal (any more), all of it is.
 */
export async function answerInView(context: ViewAnswering, said: Said, taken: Taken, show: ShowView): Promise<void> {
  const { clients, logger } = context;
  let unseen: Answer | undefined;
  try {
    if (taken.kind === 'kept') return void (await show(keptNotice));
    await showInView(clients, show, taken.answer(), async (answered) => {
      unseen = answered.answer;
      return viewOf(context, said, answered);
    });
  } catch (error) {
    logger.warn({ error, command: taken.command }, 'Slack showed no modal; what it would have said is told directly');
    if (unseen !== undefined) await tellDirectly(context, said, unseen);
  }
}

async function tellDirectly(context: ViewAnswering, said: Said, answer: Answer): Promise<void> {
  try {
    await postMessage(context, said.address, answer);
  } catch (error) {
    if (!(await sayLater(context, said, answer, error))) throw error;
  }
}

async function viewOf(
  context: ViewAnswering,
  { asker, address }: Said,
  { answer, frame }: Answered,
): Promise<ModalView> {
  if (answer.kind !== 'form') return renderAnswerView(context, answer, frame);
  const { draft, wasBegun } = await context.conversation.takeUpForm(answer, asker, address);
  return context.longTexts.keeping((standIn) => renderForm(draft, standIn, { wasBegun }));
}

const keptNotice = renderNotice(
  'Callboard',
  ':white_check_mark: It is being done. How it goes stands in our direct messages.',
);
