import type { FormAnswer } from '../answers/answer.ts';
import { checkPage } from '../forms/check-page.ts';
import type { Field, FieldProblem, Form, ItemsField, Page, RawValues } from '../forms/form.ts';
import { readValues } from '../forms/read-values.ts';
import { splitPages } from '../forms/split-pages.ts';
import { changeItems, mainPages, nextOf, pageAt, pagesWith, previousOf, reviewId } from '../forms/walk-form.ts';
import type { Asker } from '../identity/asker.ts';
import type { Address } from '../messages/address.ts';
import { Refusal } from '../refusal.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import type { Command, Invocation } from './command.ts';
import type { PageTaken, PageTurn } from './conversation.ts';
import type { FormDraft, FormDrafts } from './form-drafts.ts';
import { shownDraft } from './form-drafts.ts';

export interface FormFillingParts {
  readonly commands: ReadonlyMap<string, Command>;
  readonly drafts: FormDrafts;
  readonly secrets: SecretBox;
  readonly newId: () => string;
  /** Keeps what a form that is whole asks for as a row. */
  readonly keep: (draftId: string, invocation: Omit<Invocation, 'id'>) => Promise<void>;
  /** The id that an invocation of the draft has. */
  readonly invocationId: (draftId: string) => string;
}

/** There is no such draft (any more). */
export const formGone = new Refusal('This form was submitted already, or has been open for more than a day.', {
  code: 'form-gone',
  hint: 'If nothing came of it, start again.',
});

/** How forms are filled; {@link Conversation} says what each part does. */
export function createFormFilling({ commands, drafts, secrets, newId, keep, invocationId }: FormFillingParts) {
  /** The draft with the form that its values make. */
  const refresh = async (draft: FormDraft): Promise<FormDraft> => {
    const { submit, values, asker } = draft;
    const form = await commands.get(submit.command)?.form?.({ submit: submit.values, values, asker });
    return form ? { ...draft, form: splitPages(form) } : draft;
  };

  /** The draft with what was given on its page. A secret that is left empty stays as it was given before. */
  const taking = (draft: FormDraft, given: RawValues): FormDraft => {
    if (draft.pageId === reviewId) return draft;
    const taken = pageAt(draft.form, draft.pageId).fields.flatMap((field): [string, RawValues[string]][] => {
      const value = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
      if (value === undefined || field.kind === 'items') return [];
      if (field.kind !== 'secret') return [[field.name, value]];
      return typeof value === 'string' && value !== '' ? [[field.name, secrets.seal(value)]] : [];
    });
    return { ...draft, values: { ...draft.values, ...Object.fromEntries(taken) } };
  };

  const problemsOf = ({ form, values }: FormDraft, page: Page): readonly FieldProblem[] =>
    checkPage(form, page, openSecrets(form, values, secrets));

  const moved = async (draft: FormDraft): Promise<FormDraft> => {
    await drafts.put(draft);
    return draft;
  };

  const invocationOf = ({ submit, form, values, asker, address }: FormDraft): Omit<Invocation, 'id'> => {
    const filled = { ...submit.values, ...readValues(form, values) };
    return { command: submit.command, values: filled, asker, address, fromForm: true };
  };

  /** What speaks against a form whose pages are filled: shown at the page that it is of. */
  const refusalOf = async (draft: FormDraft): Promise<PageTaken | undefined> => {
    const invocation = { ...invocationOf(draft), id: invocationId(draft.id) };
    const unfilled = mainPages(draft.form).flatMap((page) => problemsOf(draft, page));
    const check = async () => (await commands.get(invocation.command)?.check?.(invocation)) ?? [];
    const problems = unfilled.length > 0 ? unfilled : await check();
    if (problems.length === 0) return undefined;
    const shown = await moved({ ...draft, pageId: pageOfProblems(draft, problems) });
    return { kind: 'problems', draft: shownDraft(shown), problems };
  };

  const submit = async (draft: FormDraft): Promise<PageTaken> => {
    const refused = await refusalOf(draft);
    if (refused) return refused;
    await keep(draft.id, invocationOf(draft));
    await drafts.remove(draft.id);
    return { kind: 'kept' };
  };

  return {
    openForm: async ({ form, submit, values = {} }: FormAnswer, asker: Asker, address: Address) => {
      const pages = splitPages(form);
      const draft = { id: newId(), form: pages, submit, asker, address, pageId: pages.pages[0].id, values };
      return shownDraft(await moved(draft));
    },
    /** @throws Refusal {@link formGone} */
    submitPage: async (id: string, asker: Asker, given: RawValues): Promise<PageTaken> => {
      const found = await drafts.get(id, asker);
      if (!found) throw formGone;
      if (found.pageId === reviewId) return submit(found);
      const draft = await refresh(taking(found, given));
      const page = pageAt(draft.form, draft.pageId);
      const shown = new Set(pageAt(found.form, found.pageId).fields.map(({ name }) => name));
      const problems = problemsOf(draft, page).filter(({ field }) => shown.has(field));
      if (problems.length > 0) return { kind: 'problems', draft: shownDraft(await moved(draft)), problems };
      // What came up only by these answers is still to be filled.
      const isWhole = page.fields.every(({ name }) => shown.has(name));
      const pageId = isWhole ? nextOf(draft.form, page.id) : page.id;
      if (pageId === reviewId) {
        if (!draft.form.isReviewed) return submit(draft);
        const refused = await refusalOf(draft);
        if (refused) return refused;
      }
      return { kind: 'next-page', draft: shownDraft(await moved({ ...draft, pageId })) };
    },
    turnPage: async (id: string, asker: Asker, given: RawValues, turn: PageTurn) => {
      const found = await drafts.get(id, asker);
      if (!found) return undefined;
      const draft = await refresh(taking(found, given));
      return shownDraft(await moved(await turned(draft, turn, refresh)));
    },
  };
}

async function turned(
  draft: FormDraft,
  turn: PageTurn,
  refresh: (draft: FormDraft) => Promise<FormDraft>,
): Promise<FormDraft> {
  if (turn.kind === 'stay') return draft;
  if (turn.kind === 'back') return { ...draft, pageId: previousOf(draft.form, draft.pageId) ?? draft.pageId };
  const field = itemsField(draft, turn.field);
  if (!field) return draft;
  if (turn.kind === 'edit') return { ...draft, pageId: pageOfItem(field, turn.item) ?? draft.pageId };
  const change = turn.kind === 'add' ? 'add' : { remove: turn.item };
  const changed = await refresh({ ...draft, values: changeItems(draft.values, field, change) });
  if (change !== 'add') return changed;
  const now = itemsField(changed, turn.field);
  return { ...changed, pageId: (now && pageOfItem(now, field.nextId)) ?? draft.pageId };
}

const itemsField = ({ form, pageId }: FormDraft, name: string): ItemsField | undefined =>
  pageAt(form, pageId).fields.find((field): field is ItemsField => field.name === name && field.kind === 'items');

const pageOfItem = ({ items }: ItemsField, item: string): string | undefined =>
  items.find(({ id }) => id === item)?.pageId;

/** The first page that has one of the problems; where none has, the page that is being filled. */
function pageOfProblems({ form, pageId }: FormDraft, problems: readonly FieldProblem[]): string {
  const pages = problems.flatMap(({ field }) => pagesWith(form, field));
  return form.pages.find((page) => pages.includes(page))?.id ?? pageAt(form, pageId).id;
}

/** The values as they were typed, to be checked: nothing of it is kept or shown. */
function openSecrets(form: Form, values: RawValues, secrets: SecretBox): RawValues {
  const isSecret = (field: Field): boolean => field.kind === 'secret';
  const sealed = form.pages
    .flatMap(({ fields }) => fields.filter(isSecret))
    .flatMap(({ name }) => {
      const value = values[name];
      return typeof value === 'string' && value !== '' ? [[name, secrets.open(value)] as const] : [];
    });
  return { ...values, ...Object.fromEntries(sealed) };
}
