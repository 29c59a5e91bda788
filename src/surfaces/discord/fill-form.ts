import type { ButtonInteraction, ModalSubmitInteraction, StringSelectMenuInteraction } from 'discord.js';
import type { FormAnswer } from '#callboard/core/answers/answer.ts';
import type { Conversation, Draft, PageDraft, PageTurn } from '#callboard/core/commands/conversation.ts';
import type { FieldProblem, RawValues } from '#callboard/core/forms/form.ts';
import { reviewId } from '#callboard/core/forms/walk-form.ts';
import type { Asker } from '#callboard/core/identity/asker.ts';
import type { Address } from '#callboard/core/messages/address.ts';
import type { Records } from '#callboard/core/storage/records.ts';
import type { Delivery } from './deliver-message.ts';
import {
  candidatesMessage,
  continueMessage,
  inviteMessage,
  keptMessage,
  problemsMessage,
  reviewMessage,
  withRetry,
} from './form-messages.ts';
import { getFormState, putFormState, removeFormState } from './form-state.ts';
import type { FormState } from './form-state.ts';
import { fieldGroups, fieldsOf, tokenOf } from './form-step.ts';
import type { FormControl, FormStep, InputField, ItemsControl } from './form-step.ts';
import type { MessageBody } from './message.ts';
import { readAsker } from './read-event.ts';
import { readForm } from './read-form.ts';
import { renderForm } from './render-form.ts';
import { resolveTyped } from './resolve-typed.ts';
import type { Responder } from './responder.ts';
import { soon } from './soon.ts';
import type { Wait } from './soon.ts';

/** What filling forms needs. */
export interface FormFillingParts {
  readonly conversation: Conversation;
  readonly delivery: Pick<Delivery, 'render'>;
  readonly records: Records;
  readonly now: () => Date;
  readonly wait: Wait;
}

/** How long a submitted page may take before it is acknowledged, since Discord waits three seconds. */
const submitBoundMs = 2_000;

/** Fills forms by modals of five fields, with messages between them, since a modal can't answer a modal. */
export interface FormFilling {
  /** Opens the form's first modal if that can still be the first response, else invites to it. */
  readonly start: (responder: Responder, answer: FormAnswer, asker: Asker, address: Address) => Promise<void>;
  /** A message with a button that opens the form's first modal. */
  readonly invite: (answer: FormAnswer, asker: Asker, address: Address) => Promise<MessageBody>;
  /** Takes a pressed control or a submitted modal. */
  readonly take: (interaction: FormInteraction, responder: Responder, control: FormControl) => Promise<void>;
}

type FormInteraction = ButtonInteraction | StringSelectMenuInteraction | ModalSubmitInteraction;

/** See {@link FormFilling}. */
export function createFormFilling({ conversation, delivery, records, now, wait }: FormFillingParts): FormFilling {
  const stateOf = (draft: PageDraft) => getFormState(records, draft.id, draft.page.id);
  const keepState = (draft: PageDraft, state: FormState) =>
    putFormState(records, draft.id, draft.page.id, state, now());

  /** A group of the draft's page: in a modal, or as a message where it is a list of things. */
  const open = async (responder: Responder, draft: Draft, group: number): Promise<void> => {
    if (draft.at === 'review') return responder.show(reviewMessage(draft));
    if (fieldGroups(draft.page)[group]?.kind === 'items') return responder.show(continueMessage(draft, group));
    return responder.openModal(renderForm(draft, group, await stateOf(draft)));
  };

  const submitPage = async (draft: Draft, asker: Asker): Promise<MessageBody> => {
    const taken = await conversation.submitPage(draft.id, asker, {});
    if (taken.kind === 'problems') return problemsIn(taken.draft, taken.problems);
    if (taken.kind === 'failed') return withRetry(draft, await delivery.render(taken.answer));
    if (draft.at === 'page') await removeFormState(records, draft.id, draft.page.id);
    if (taken.kind === 'next-page') return goOn(taken.draft, asker);
    if (taken.kind === 'reply') return delivery.render((await taken.answer()).answer);
    return taken.kind === 'gone' ? delivery.render(taken.answer) : keptMessage(draft);
  };

  const problemsIn = (draft: Draft, problems: readonly FieldProblem[]): MessageBody =>
    draft.at === 'page' ? problemsMessage(draft, problems) : reviewMessage(draft);

  /** What comes after values were given: a choice among candidates, the next group, or the page is submitted. */
  const goOn = async (draft: Draft, asker: Asker): Promise<MessageBody> => {
    if (draft.at === 'review') return reviewMessage(draft);
    const { candidates, asked } = await stateOf(draft);
    const unclear = draft.page.fields.find((field) => candidates[field.name] !== undefined);
    if (unclear) return candidatesMessage(draft, unclear.name, candidates[unclear.name] ?? []);
    const next = fieldGroups(draft.page).findIndex((group) =>
      fieldsOf(group).some(({ name }) => !asked.includes(name)),
    );
    return next === -1 ? submitPage(draft, asker) : continueMessage(draft, next);
  };

  const turn = async (draft: Draft, asker: Asker, values: RawValues, turned: PageTurn): Promise<Draft> =>
    (await conversation.turnPage(draft.id, asker, values, turned)) ?? draft;

  const submitModal = async (interaction: ModalSubmitInteraction, draft: PageDraft, asker: Asker) => {
    const before = await stateOf(draft);
    const inputs = draft.page.fields.filter((field): field is InputField => field.kind !== 'items');
    const { fields, values: read, typed } = readForm(inputs, interaction.fields);
    const names = new Set(fields.map((field) => field.name));
    const others = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
      Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name)));
    const values: Record<string, RawValues[string]> = { ...read };
    const candidates = others(before.candidates);
    const problems: FieldProblem[] = [];
    for (const { field, text } of typed) {
      // What was chosen for this very text stands.
      if (draft.values[field.name] !== undefined && before.typed[field.name] === text) continue;
      const resolved = await resolveTyped(field, text, conversation, asker);
      if (resolved.kind === 'value') values[field.name] = resolved.value;
      else if (resolved.kind === 'several') candidates[field.name] = resolved.options;
      else problems.push({ field: field.name, message: resolved.message });
    }
    const told = { ...others(before.typed), ...Object.fromEntries(typed.map((each) => [each.field.name, each.text])) };
    const asked = [...before.asked.filter((name) => !names.has(name)), ...(problems.length > 0 ? [] : names)];
    await keepState(draft, { typed: told, candidates, asked });
    const filled = await turn(draft, asker, values, { kind: 'stay' });
    return problems.length > 0 ? problemsIn(filled, problems) : goOn(filled, asker);
  };

  const pick = async (chosen: string, draft: PageDraft, token: string, asker: Asker) => {
    const before = await stateOf(draft);
    const name = draft.page.fields.find((field) => tokenOf(field.name) === token)?.name ?? '';
    const { [name]: options = [], ...candidates } = before.candidates;
    const option = options[Number(chosen)];
    if (option === undefined) return goOn(draft, asker);
    await keepState(draft, { ...before, candidates });
    return goOn(await turn(draft, asker, { [name]: option.value }, { kind: 'stay' }), asker);
  };

  /** The words of core for a draft that is gone. */
  const goneMessage = async ({ draftId }: FormStep, asker: Asker): Promise<MessageBody> => {
    const taken = await conversation.submitPage(draftId, asker, {});
    return delivery.render(
      taken.kind === 'gone'
        ? taken.answer
        : { kind: 'refusal', code: 'form-gone', message: 'This form is no longer open.', hint: 'Ask for it again.' },
    );
  };

  /** What a button or menu of a list of things does. */
  const changeItems = async (
    item: string,
    draft: PageDraft,
    { kind, group }: { readonly kind: ItemsControl; readonly group: number },
    asker: Asker,
  ): Promise<MessageBody> => {
    const listed = fieldGroups(draft.page)[group];
    if (listed?.kind !== 'items') return goOn(draft, asker);
    const { name: field } = listed.field;
    const before = await stateOf(draft);
    const others = before.asked.filter((name) => name !== field);
    // Whoever changes a list comes back to it.
    await keepState(draft, { ...before, asked: kind === 'pass' ? [...others, field] : others });
    if (kind === 'pass') return goOn(draft, asker);
    const next = await turn(draft, asker, {}, kind === 'add' ? { kind, field } : { kind, field, item });
    return next.at === 'page' && next.page.id === draft.page.id ? continueMessage(next, group) : goOn(next, asker);
  };

  const showSoon = async (responder: Responder, work: Promise<MessageBody>) => {
    if ((await soon(work, submitBoundMs, wait)) === 'late') await responder.defer();
    return responder.show(await work);
  };

  const preview = async (responder: Responder, draft: Draft, asker: Asker): Promise<void> => {
    await responder.defer();
    const { answer, frame } = await conversation.previewForm(draft.id, asker);
    return responder.show(await delivery.render(answer, frame));
  };

  const invitation = async (draft: Draft, asker: Asker): Promise<MessageBody> =>
    draft.at === 'page' ? inviteMessage(draft) : goOn(draft, asker);

  const take = async (
    interaction: FormInteraction,
    responder: Responder,
    draft: Draft,
    control: FormControl,
    asker: Asker,
  ): Promise<void> => {
    if (control.kind === 'back') return open(responder, await turn(draft, asker, {}, { kind: 'back' }), 0);
    if (draft.at === 'review') {
      if (control.kind === 'preview') return preview(responder, draft, asker);
      return control.kind === 'submit' ? showSoon(responder, submitPage(draft, asker)) : open(responder, draft, 0);
    }
    if (interaction.isModalSubmit()) return showSoon(responder, submitModal(interaction, draft, asker));
    switch (control.kind) {
      case 'open':
      case 'modal':
        return open(responder, draft, control.group);
      case 'preview':
      case 'submit':
        return showSoon(responder, goOn(draft, asker));
      case 'pick':
        return showSoon(responder, pick(chosenIn(interaction), draft, control.field, asker));
      case 'add':
      case 'edit':
      case 'remove':
      case 'pass':
        return showSoon(responder, changeItems(chosenIn(interaction), draft, control, asker));
    }
  };

  return {
    invite: async (answer, asker, address) => invitation(await conversation.openForm(answer, asker, address), asker),
    start: async (responder, answer, asker, address) => {
      const draft = await conversation.openForm(answer, asker, address);
      return responder.isAnswered() ? responder.show(await invitation(draft, asker)) : open(responder, draft, 0);
    },
    take: async (interaction, responder, control) => {
      const asker = readAsker(interaction);
      const draft = await conversation.draft(control.draftId, asker);
      if (draft === undefined) return responder.show(await goneMessage(control, asker));
      const isThere = tokenOf(draft.at === 'page' ? draft.page.id : reviewId) === control.page;
      if (!isThere) return showSoon(responder, goOn(draft, asker));
      return take(interaction, responder, draft, control, asker);
    },
  };
}

/** The value that was chosen in a select; empty for anything else. */
const chosenIn = (interaction: FormInteraction): string =>
  interaction.isStringSelectMenu() ? (interaction.values[0] ?? '') : '';
