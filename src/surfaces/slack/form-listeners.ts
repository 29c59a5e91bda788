import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import type { Conversation, Draft } from '#callboard/core/commands/conversation.ts';
import type { FieldProblem } from '#callboard/core/forms/form.ts';
import type { DeliveryParts } from './deliver-message.ts';
import { backActionId, formCallbackId } from './form-ids.ts';
import { standIn } from './long-texts.ts';
import { askerOf } from './read-event.ts';
import { findOptions, readFormValues } from './read-form.ts';
import { problemsByBlock, renderForm, renderNotice } from './render-form.ts';
import { renderOption } from './render-option.ts';

/** What forms need. */
export interface FormParts extends DeliveryParts {
  readonly conversation: Conversation;
}

/** Takes pages that are submitted, goes back a page, and gives options for what is typed. */
export function addFormListeners(app: App, { conversation, clients, longTexts }: FormParts): void {
  const viewOf = (draft: Draft, problems: readonly FieldProblem[] = []): Promise<ModalView> =>
    longTexts.keeping((standIn) => renderForm(draft, standIn, problems));

  app.view(formCallbackId, async ({ body, view, ack }) => {
    const { values: state } = view.state;
    const values = await readFormValues(state, longTexts);
    const taken = await conversation.submitPage(view.private_metadata, askerOf(body.user), values);
    switch (taken.kind) {
      case 'problems': {
        const errors = problemsByBlock(new Set(Object.keys(state)), taken.problems, standIn);
        return errors
          ? ack({ response_action: 'errors', errors })
          : ack({ response_action: 'update', view: await viewOf(taken.draft, taken.problems) });
      }
      case 'next-page':
        return ack({ response_action: 'update', view: await viewOf(taken.draft) });
      case 'kept':
        return ack({ response_action: 'clear' });
      case 'gone':
        return ack({ response_action: 'update', view: renderNotice('Not submitted', toPlainText(taken.answer)) });
      case 'failed':
        // Closing it leads back to the form, with what was filled in.
        return ack({ response_action: 'push', view: renderNotice('Not submitted', toPlainText(taken.answer)) });
    }
  });
  app.action<BlockAction<ButtonAction>>(backActionId, async ({ body, ack }) => {
    await ack();
    if (!body.view) return;
    const { id, hash, private_metadata: draftId, state } = body.view;
    const values = await readFormValues(state.values, longTexts);
    const draft = await conversation.previousPage(draftId, askerOf(body.user), values);
    if (draft) await clients.interactive.views.update({ view_id: id, hash, view: await viewOf(draft) });
  });
  app.options(/.*/, async ({ payload, ack }) => {
    const asker = askerOf(payload.user);
    const draft = await conversation.draft(payload.view?.private_metadata ?? '', asker);
    const found = draft ? await findOptions(draft, payload.action_id, payload.value, asker, conversation) : [];
    return ack({ options: await longTexts.keeping((standIn) => found.map((each) => renderOption(each, standIn))) });
  });
}
