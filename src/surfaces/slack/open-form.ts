import type { ModalView } from '@slack/types';
import type { Answer, Card, FormAnswer, Press } from '#callboard/core/answers/answer.ts';
import type { Conversation, Said } from '#callboard/core/commands/conversation.ts';
import type { DeliveryParts } from './deliver-message.ts';
import { publicAddress } from './read-event.ts';
import { renderForm, renderNotice, renderWait } from './render-form.ts';
import { platformCode } from './slack-clients.ts';

/** What opening forms needs. */
export interface OpeningParts extends DeliveryParts {
  readonly conversation: Conversation;
}

/** A trigger lives for three seconds: what takes longer than this to be answered has a modal that waits for it. */
const slowMs = 1000;

/** How Slack refuses a view, whatever the trigger: https://docs.slack.dev/reference/methods/views.open#errors */
const refusedViewCodes = new Set(['invalid_arguments', 'invalid_blocks', 'view_too_large']);
const lateCodes = new Set(['expired_trigger_id', 'exchanged_trigger_id']);

/** The modal of an answer that is still being worked out, and may be a form. */
export interface FormOpening {
  /**
   * Shows the answer if it is a form; else a modal that waits for one says where the answer is.
   * @returns what is still to be said: nothing where the form is shown
   * @throws what Slack said where it refuses the form itself, which no button would mend
   */
  readonly show: (answer: Answer) => Promise<Answer | undefined>;
}

/**
 * Opens forms for whoever asked.
 * @param mayAsk whether the answer may be a form: then a modal is there before the trigger is too old
 */
export function openingFor(parts: OpeningParts, said: Said, triggerId: string, mayAsk: boolean): FormOpening {
  const { conversation, longTexts, clients, logger } = parts;
  const { views } = clients.interactive;
  let waiting: Promise<string | undefined> = Promise.resolve(undefined);
  const openWait = async (): Promise<string | undefined> => {
    try {
      return (await views.open({ trigger_id: triggerId, view: renderWait() })).view?.id;
    } catch (error) {
      logger.warn({ error }, 'a modal that waits for a form could not be opened');
      return undefined;
    }
  };
  const timer = mayAsk
    ? setTimeout(() => {
        waiting = openWait();
      }, slowMs)
    : undefined;
  const waitingView = (): Promise<string | undefined> => {
    clearTimeout(timer);
    return waiting;
  };
  const place = async (view: ModalView): Promise<void> => {
    const id = await waitingView();
    await (id === undefined ? views.open({ trigger_id: triggerId, view }) : views.update({ view_id: id, view }));
  };
  const showForm = async (form: FormAnswer): Promise<Card | undefined> => {
    try {
      const { draft, wasBegun } = await conversation.takeUpForm(form, said.asker, publicAddress(said.address));
      await place(await longTexts.keeping((standIn) => renderForm(draft, standIn, { wasBegun })));
      return undefined;
    } catch (error) {
      if (refusedViewCodes.has(platformCode(error) ?? '')) throw error;
      logger.warn({ error }, 'a form could not be opened; a button is offered instead');
      return notOpened(form, said, lateCodes.has(platformCode(error) ?? ''));
    }
  };
  const endWait = async (): Promise<void> => {
    const id = await waitingView();
    if (id === undefined) return;
    try {
      await views.update({ view_id: id, view: renderNotice('No form', 'The answer is in the conversation.') });
    } catch (error) {
      logger.warn({ error }, 'a modal that waited for a form could not be changed');
    }
  };
  return {
    show: async (answer) => {
      if (answer.kind === 'form') return showForm(answer);
      await endWait();
      return answer;
    },
  };
}

/** A button that asks for the same makes a trigger that is new. */
function notOpened({ form, submit }: FormAnswer, said: Said, isLate: boolean): Card {
  const press: Press = said.kind === 'press' ? said.press : submit;
  return {
    kind: 'card',
    title: form.title,
    lines: [
      isLate
        ? 'Slack opens a form only within three seconds of being asked for it, and this took longer.'
        : 'Slack did not open the form.',
    ],
    fields: [],
    buttons: [{ label: 'Open the form', press, style: 'primary' }],
  };
}
