import type { App, BlockAction, ButtonAction, StaticSelectAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import type { Conversation, Draft, PageTurn } from '#callboard/core/commands/conversation.ts';
import type { FieldProblem } from '#callboard/core/forms/form.ts';
import type { DeliveryParts } from './deliver-message.ts';
import { backActionId, formCallbackId, type ItemsAction, readItemsAction } from './form-ids.ts';
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
  /** Has the form go somewhere else, or be as its values make it, and shows that. */
  const turn = async (body: BlockAction, turned: (draft: Draft) => PageTurn | undefined): Promise<void> => {
    if (!body.view) return;
    const { id, private_metadata: draftId, state } = body.view;
    const asker = askerOf(body.user);
    const draft = await conversation.draft(draftId, asker);
    const wanted = draft && turned(draft);
    if (!wanted) return;
    const values = await readFormValues(state.values, longTexts);
    const next = await conversation.turnPage(draftId, asker, values, wanted);
    if (next && (wanted.kind !== 'stay' || !isShownAlready(draft, next))) {
      await clients.interactive.views.update({ view_id: id, view: await viewOf(next) });
    }
  };
  app.action<BlockAction<ButtonAction>>(backActionId, async ({ body, ack }) => {
    await ack();
    await turn(body, () => ({ kind: 'back' }));
  });
  app.action<BlockAction<ButtonAction | StaticSelectAction>>(
    /^(?:add|edit|remove)-item:/,
    async ({ body, action, ack }) => {
      await ack();
      const pressed = readItemsAction(action.action_id);
      const field = pressed && (await longTexts.read(pressed.field));
      const item = 'selected_option' in action ? action.selected_option.value : undefined;
      if (!pressed || field === undefined) return;
      await turn(body, () => itemsTurn(pressed.action, field, item));
    },
  );
  app.action<BlockAction>({ type: 'block_actions', block_id: /^field:/ }, async ({ body, ack }) => {
    await ack();
    await turn(body, () => ({ kind: 'stay' }));
  });
  app.options(/.*/, async ({ payload, ack }) => {
    const asker = askerOf(payload.user);
    const draft = await conversation.draft(payload.view?.private_metadata ?? '', asker);
    const found = draft ? await findOptions(draft, payload.action_id, payload.value, asker, conversation) : [];
    return ack({ options: await longTexts.keeping((standIn) => found.map((each) => renderOption(each, standIn))) });
  });
}

function itemsTurn(action: ItemsAction, field: string, item: string | undefined): PageTurn | undefined {
  if (action === 'add') return { kind: 'add', field };
  return item === undefined ? undefined : { kind: action, field, item };
}

/** Whether a page asks for the same as before: then what is being typed on it is left alone. */
function isShownAlready(before: Draft, after: Draft): boolean {
  const fieldsOf = (draft: Draft) => (draft.at === 'page' ? JSON.stringify([draft.page.id, draft.page.fields]) : '');
  return fieldsOf(before) === fieldsOf(after);
}
