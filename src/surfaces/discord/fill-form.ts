import type { ButtonInteraction, ModalSubmitInteraction, StringSelectMenuInteraction } from 'discord.js';
import type { FormAnswer } from '#callboard/core/answers/answer.ts';
import type { Conversation, Draft } from '#callboard/core/commands/conversation.ts';
import type { FieldProblem } from '#callboard/core/forms/form.ts';
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
  withRetry,
} from './form-messages.ts';
import { getFormState, putFormState, removeFormState } from './form-state.ts';
import type { FormState } from './form-state.ts';
import { fieldGroups } from './form-step.ts';
import type { FormControl, FormStep } from './form-step.ts';
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
  const openModal = async (responder: Responder, draft: Draft, group: number) =>
    responder.openModal(renderForm(draft, group, await getFormState(records, draft.id, draft.pageIndex)));

  const submitPage = async (draft: Draft, asker: Asker, state: FormState): Promise<MessageBody> => {
    const taken = await conversation.submitPage(draft.id, asker, state.values);
    if (taken.kind === 'problems') return problemsMessage(taken.draft, taken.problems);
    if (taken.kind === 'failed') return withRetry(draft, await delivery.render(taken.answer));
    await removeFormState(records, draft.id);
    if (taken.kind === 'next-page') return continueMessage(taken.draft, 0);
    return taken.kind === 'gone' ? delivery.render(taken.answer) : keptMessage(draft);
  };

  /** What comes after values were given: a choice among candidates, the next group, or the page is submitted. */
  const goOn = async (draft: Draft, asker: Asker, state: FormState): Promise<MessageBody> => {
    const unclear = draft.page.fields.findIndex((field) => state.candidates[field.name] !== undefined);
    const field = draft.page.fields[unclear];
    if (field !== undefined) return candidatesMessage(draft, unclear, state.candidates[field.name] ?? []);
    const next = fieldGroups(draft.page).findIndex((_, group) => !state.groups.includes(group));
    return next === -1 ? submitPage(draft, asker, state) : continueMessage(draft, next);
  };

  const submitModal = async (interaction: ModalSubmitInteraction, draft: Draft, group: number, asker: Asker) => {
    const before = await getFormState(records, draft.id, draft.pageIndex);
    const fields = fieldGroups(draft.page)[group] ?? [];
    const reading = readForm(fields, draft.page.fields, interaction.fields);
    const names = new Set(fields.map((field) => field.name));
    const others = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
      Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name)));
    const values = { ...others(before.values), ...reading.values };
    const typed = {
      ...others(before.typed),
      ...Object.fromEntries(reading.typed.map((each) => [each.field.name, each.text])),
    };
    const candidates = others(before.candidates);
    const problems: FieldProblem[] = [];
    for (const { field, text } of reading.typed) {
      const chosen = before.values[field.name];
      if (chosen !== undefined && before.typed[field.name] === text) {
        values[field.name] = chosen;
        continue;
      }
      const resolved = await resolveTyped(field, text, conversation, asker);
      if (resolved.kind === 'value') values[field.name] = resolved.value;
      else if (resolved.kind === 'several') candidates[field.name] = resolved.options;
      else problems.push({ field: field.name, message: resolved.message });
    }
    const groups = [...before.groups.filter((each) => each !== group), ...(problems.length > 0 ? [] : [group])];
    const state = { pageIndex: draft.pageIndex, values, typed, candidates, groups };
    await putFormState(records, draft.id, state, now());
    return problems.length > 0 ? problemsMessage(draft, problems) : goOn(draft, asker, state);
  };

  const pick = async (interaction: StringSelectMenuInteraction, draft: Draft, fieldIndex: number, asker: Asker) => {
    const before = await getFormState(records, draft.id, draft.pageIndex);
    const name = draft.page.fields[fieldIndex]?.name ?? '';
    const { [name]: options = [], ...candidates } = before.candidates;
    const option = options[Number(interaction.values[0])];
    if (option === undefined) return goOn(draft, asker, before);
    const state = { ...before, candidates, values: { ...before.values, [name]: option.value } };
    await putFormState(records, draft.id, state, now());
    return goOn(draft, asker, state);
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

  const showSoon = async (responder: Responder, work: Promise<MessageBody>) => {
    if ((await soon(work, submitBoundMs, wait)) === 'late') await responder.defer();
    return responder.show(await work);
  };

  const invite = async (answer: FormAnswer, asker: Asker, address: Address) =>
    inviteMessage(await conversation.openForm(answer.form, answer.submit, asker, address));

  return {
    invite,
    start: async (responder, answer, asker, address) => {
      if (responder.isAnswered()) return responder.show(await invite(answer, asker, address));
      const draft = await conversation.openForm(answer.form, answer.submit, asker, address);
      return openModal(responder, draft, 0);
    },
    take: async (interaction, responder, control) => {
      const asker = readAsker(interaction);
      const draft = await conversation.draft(control.draftId, asker);
      if (draft === undefined) return responder.show(await goneMessage(control, asker));
      if (draft.pageIndex !== control.pageIndex) return responder.show(continueMessage(draft, 0));
      if (interaction.isModalSubmit()) {
        return showSoon(responder, submitModal(interaction, draft, control.group, asker));
      }
      if (interaction.isStringSelectMenu()) {
        const field = control.kind === 'pick' ? control.field : -1;
        return showSoon(responder, pick(interaction, draft, field, asker));
      }
      if (control.kind !== 'back') return openModal(responder, draft, control.group);
      const state = await getFormState(records, draft.id, draft.pageIndex);
      const earlier = await conversation.previousPage(draft.id, asker, state.values);
      return openModal(responder, earlier ?? draft, 0);
    },
  };
}
