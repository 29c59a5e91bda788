import type { App, BlockAction, ButtonAction, StaticSelectAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { toPlainText } from '#callboard/core/answers/plain-text.ts';
import type { Answered, Conversation, Draft, PageTurn } from '#callboard/core/commands/conversation.ts';
import { renderAnswerView } from './answer-view.ts';
import type { DeliveryParts } from './deliver-message.ts';
import {
  backActionId,
  formCallbackId,
  type ItemsAction,
  previewActionId,
  readItemsAction,
  restartActionId,
} from './form-ids.ts';
import { standIn } from './long-texts.ts';
import { askerOf } from './read-event.ts';
import { findOptions, readClosedValues, readFormValues } from './read-form.ts';
import { type FormNotes, problemsByBlock, renderForm, renderNotice, renderWait } from './render-form.ts';
import { renderOption } from './render-option.ts';
import { pushingView, showInView } from './show-in-view.ts';
import { platformCode } from './slack-clients.ts';
import { readMark } from './view-mark.ts';

/** What forms need. */
export interface FormParts extends DeliveryParts {
  readonly conversation: Conversation;
}

/** Takes pages that are submitted, left or closed, and gives options for what is typed. */
export function addFormListeners(app: App, parts: FormParts): void {
  addSubmissionListeners(app, parts);
  addTurnListeners(app, parts);
  const { conversation, longTexts } = parts;
  app.options(/.*/, async ({ payload, ack }) => {
    const asker = askerOf(payload.user, parts.surface);
    const mark = await readMark(payload.view?.private_metadata ?? '', longTexts.read);
    const draft = mark && (await conversation.draft(mark.draftId, asker));
    const found = draft ? await findOptions(draft, payload.action_id, payload.value, asker, conversation) : [];
    return ack({ options: await longTexts.keeping((standIn) => found.map((each) => renderOption(each, standIn))) });
  });
}

const viewOf = ({ longTexts }: FormParts, draft: Draft, notes: FormNotes = {}): Promise<ModalView> =>
  longTexts.keeping((standIn) => renderForm(draft, standIn, notes));

function addSubmissionListeners(app: App, parts: FormParts): void {
  const { conversation, longTexts } = parts;
  app.view(formCallbackId, async ({ body, view, ack }) => {
    const { values: state } = view.state;
    const values = await readFormValues(state, longTexts);
    const mark = await readMark(view.private_metadata, longTexts.read);
    const taken = await conversation.submitPage(mark?.draftId ?? '', askerOf(body.user, parts.surface), values, mark);
    switch (taken.kind) {
      case 'problems': {
        const { draft, problems } = taken;
        const errors = problemsByBlock(new Set(Object.keys(state)), problems, standIn);
        return errors
          ? ack({ response_action: 'errors', errors })
          : ack({ response_action: 'update', view: await viewOf(parts, draft, { problems }) });
      }
      case 'next-page':
        return ack({ response_action: 'update', view: await viewOf(parts, taken.draft) });
      case 'kept':
        return ack({ response_action: 'clear' });
      case 'reply': {
        const show = async (shown: ModalView) => {
          await ack({ response_action: 'update', view: shown });
          return view.id;
        };
        return showInView(parts.clients, show, taken.answer(), ({ answer }) => renderAnswerView(parts, answer));
      }
      case 'gone':
        return ack({ response_action: 'update', view: renderNotice('Not submitted', toPlainText(taken.answer)) });
      case 'failed':
        // Closing it leads back to the form, with what was filled in.
        return ack({ response_action: 'push', view: renderNotice('Not submitted', toPlainText(taken.answer)) });
    }
  });
  // Nothing is said to whoever closed it: asked for again, the form goes on where it was left.
  app.view({ type: 'view_closed', callback_id: formCallbackId }, async ({ body, view, ack }) => {
    await ack();
    const mark = await readMark(view.private_metadata, longTexts.read);
    const values = await readClosedValues(view.state.values, longTexts);
    if (mark)
      await conversation.turnPage(mark.draftId, askerOf(body.user, parts.surface), values, { kind: 'stay' }, mark);
  });
}

function addTurnListeners(app: App, parts: FormParts): void {
  /** Has the form go somewhere else, or be as its values make it, and shows that. */
  const turn = async (body: BlockAction, wanted: PageTurn): Promise<void> => {
    const { conversation, longTexts } = parts;
    if (!body.view) return;
    const asker = askerOf(body.user, parts.surface);
    const mark = await readMark(body.view.private_metadata, longTexts.read);
    const draft = mark && (await conversation.draft(mark.draftId, asker));
    if (!draft) return;
    const values = await readFormValues(body.view.state.values, longTexts);
    const next = await conversation.turnPage(mark.draftId, asker, values, wanted, mark);
    if (next && (wanted.kind !== 'stay' || !isShownAlready(draft, next))) await show(parts, body.view, asker, next);
  };
  app.action<BlockAction<ButtonAction>>(backActionId, async ({ body, ack }) => {
    await ack();
    await turn(body, { kind: 'back' });
  });
  app.action<BlockAction<ButtonAction>>(previewActionId, async ({ body, ack }) => {
    await ack();
    const { conversation, longTexts, clients } = parts;
    const mark = await readMark(body.view?.private_metadata ?? '', longTexts.read);
    const answering = conversation.previewForm(mark?.draftId ?? '', askerOf(body.user, parts.surface));
    const render = ({ answer, frame }: Answered) => renderAnswerView(parts, answer, frame);
    await showInView(clients, pushingView(clients, body.trigger_id), answering, render);
  });
  app.action<BlockAction<ButtonAction>>(restartActionId, async ({ body, ack }) => {
    await ack();
    if (!body.view) return;
    // Slack keeps what is typed in a field that stays where it is: for a moment there is none.
    const { view } = await parts.clients.interactive.views.update({ view_id: body.view.id, view: renderWait() });
    const hash = view?.hash ?? body.view.hash;
    await turn({ ...body, view: { ...body.view, hash } }, { kind: 'restart' });
  });
  app.action<BlockAction<ButtonAction | StaticSelectAction>>(
    /^(?:add|edit|remove)-item:/,
    async ({ body, action, ack }) => {
      await ack();
      const pressed = readItemsAction(action.action_id);
      const field = pressed && (await parts.longTexts.read(pressed.field));
      const item = 'selected_option' in action ? action.selected_option.value : undefined;
      const wanted = pressed && field !== undefined ? itemsTurn(pressed.action, field, item) : undefined;
      if (wanted) await turn(body, wanted);
    },
  );
  app.action<BlockAction>({ type: 'block_actions', block_id: /^field:/ }, async ({ body, ack }) => {
    await ack();
    await turn(body, { kind: 'stay' });
  });
}

/** Shows a draft in a view, unless the view has gone on meanwhile: then it is shown as the draft is by now. */
async function show(
  parts: FormParts,
  { id, hash }: { readonly id: string; readonly hash: string },
  asker: ReturnType<typeof askerOf>,
  draft: Draft,
): Promise<void> {
  const { views } = parts.clients.interactive;
  try {
    await views.update({ view_id: id, hash, view: await viewOf(parts, draft) });
  } catch (error) {
    const code = platformCode(error);
    // Whoever has closed the view meanwhile sees nothing of it.
    if (code === 'not_found') return;
    if (code !== 'hash_conflict') throw error;
    const now = await parts.conversation.draft(draft.id, asker);
    if (now) await views.update({ view_id: id, view: await viewOf(parts, now) });
  }
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
