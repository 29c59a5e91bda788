import { isDeepStrictEqual } from 'node:util';
import type { FormAnswer } from '../answers/answer.ts';
import { checkPage } from '../forms/check-page.ts';
import type { Field, FieldProblem, Form, Page, RawValues } from '../forms/form.ts';
import { readValues } from '../forms/read-values.ts';
import { splitPages } from '../forms/split-pages.ts';
import { mainPages, nextOf, pageAt, pagesWith, reviewId } from '../forms/walk-form.ts';
import type { Asker } from '../identity/asker.ts';
import type { Address } from '../messages/address.ts';
import { Refusal } from '../refusal.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import type { Command, Invocation } from './command.ts';
import type { Answered, Draft, PageTaken, PageTurn, SeenDraft, TakenUp } from './conversation.ts';
import type { DraftChange, FormDraft, FormDrafts } from './form-drafts.ts';
import { shownDraft } from './form-drafts.ts';
import { turnDraft } from './turn-draft.ts';

export interface FormFillingParts {
  readonly commands: ReadonlyMap<string, Command>;
  readonly drafts: FormDrafts;
  readonly secrets: SecretBox;
  readonly newId: () => string;
  /** Keeps what a form that is whole asks for as a row. */
  readonly keep: (draftId: string, invocation: Omit<Invocation, 'id'>) => Promise<void>;
  /** Answers what asks for no more than an answer. */
  readonly perform: (invocation: Invocation) => Promise<Answered>;
  /** The id that an invocation of the draft has. */
  readonly invocationId: (draftId: string) => string;
}

/** There is no such draft (any more). */
export const formGone = new Refusal('This form was submitted already, or has been open for more than a day.', {
  code: 'form-gone',
  hint: 'If nothing came of it, start again.',
});

/** How forms are filled; {@link Conversation} says what each part does. */
export function createFormFilling(parts: FormFillingParts) {
  const { commands, drafts, secrets, newId, keep, perform, invocationId } = parts;

  /** The draft with the form that its values make. */
  const refresh = async (draft: FormDraft): Promise<FormDraft> => {
    const { submit, values, asker } = draft;
    const form = await commands.get(submit.command)?.form?.({ submit: submit.values, values, asker });
    return form ? { ...draft, form: splitPages(form, values) } : draft;
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

  const invocationOf = (draft: FormDraft, press = draft.submit): Omit<Invocation, 'id'> => {
    const { form, values, asker, address } = draft;
    const filled = { ...press.values, ...readValues(form, values) };
    return { command: press.command, values: filled, asker, address, fromForm: true };
  };

  /** What speaks against a form whose pages are filled: shown at the page that it is of. */
  const refusalOf = async (draft: FormDraft): Promise<DraftChange<PageTaken> | undefined> => {
    const invocation = { ...invocationOf(draft), id: invocationId(draft.id) };
    const unfilled = mainPages(draft.form).flatMap((page) => problemsOf(draft, page));
    const check = async () => (await commands.get(invocation.command)?.check?.(invocation)) ?? [];
    const problems = unfilled.length > 0 ? unfilled : await check();
    return problems.length > 0
      ? problemsAt({ ...draft, pageId: pageOfProblems(draft, problems) }, problems)
      : undefined;
  };

  const submit = async (draft: FormDraft): Promise<DraftChange<PageTaken>> => {
    const refused = await refusalOf(draft);
    if (refused) return refused;
    const invocation = invocationOf(draft);
    if (commands.get(invocation.command)?.effect === 'reads') {
      const answer = () => perform({ ...invocation, id: invocationId(draft.id) });
      return { draft: undefined, result: { kind: 'reply', answer } };
    }
    await keep(draft.id, invocation);
    return { draft: undefined, result: { kind: 'kept' } };
  };

  /** The review is what is agreed to: where another view of the form has changed it since, it is shown once more. */
  const submitReview = async (draft: FormDraft, seen: SeenDraft): Promise<DraftChange<PageTaken>> => {
    if (seen.pageId === draft.pageId && seen.revision === draft.revision) return submit(draft);
    const reviewed = { ...draft, pageId: reviewId };
    return (await refusalOf(reviewed)) ?? problemsAt(reviewed, [changedElsewhere]);
  };

  const submitShown = async (found: FormDraft, given: RawValues): Promise<DraftChange<PageTaken>> => {
    const draft = await refresh(taking(found, given));
    const page = pageAt(draft.form, draft.pageId);
    const shown = new Set(pageAt(found.form, found.pageId).fields.map(({ name }) => name));
    const problems = problemsOf(draft, page).filter(({ field }) => shown.has(field));
    if (problems.length > 0) return problemsAt(draft, problems);
    // What came up only by these answers is still to be filled.
    const isWhole = page.fields.every(({ name }) => shown.has(name));
    const pageId = isWhole ? nextOf(draft.form, page.id) : page.id;
    if (pageId === reviewId) {
      if (!draft.form.isReviewed) return submit(draft);
      const refused = await refusalOf(draft);
      if (refused) return refused;
    }
    const next = moved({ ...draft, pageId });
    return { draft: next, result: { kind: 'next-page', draft: shownDraft(next) } };
  };

  const openForm = async (answer: FormAnswer, asker: Asker, address: Address) => {
    const { form, submit: press, preview, values = {} } = answer;
    const pages = splitPages(form, values);
    const pageId = pages.pages[0].id;
    const opened = { id: newId(), form: pages, submit: press, asker, address, pageId, values, opened: values };
    const draft = { ...opened, ...(preview && { preview }), revision: 0 };
    await drafts.add(draft);
    return shownDraft(draft);
  };

  return {
    openForm,
    takeUpForm: async (answer: FormAnswer, asker: Asker, address: Address): Promise<TakenUp> => {
      const last = await drafts.lastOpened({ asker, submit: answer.submit, opened: answer.values ?? {} });
      const taken =
        last &&
        (await drafts.change(last.id, asker, async (found) => {
          const draft = moved({ ...(await refresh(found)), address });
          return {
            draft,
            result: { draft: shownDraft(draft), wasBegun: !isDeepStrictEqual(found.values, found.opened) },
          };
        }));
      return taken ?? { draft: await openForm(answer, asker, address), wasBegun: false };
    },
    /** @throws Refusal {@link formGone} */
    submitPage: async (id: string, asker: Asker, given: RawValues, seen?: SeenDraft): Promise<PageTaken> => {
      const taken = await drafts.change(id, asker, async (found): Promise<DraftChange<PageTaken>> => {
        const at = seen ?? found;
        if (at.pageId === reviewId) return submitReview(found, at);
        return isGone(found, at.pageId) ? asItStands(found) : submitShown({ ...found, pageId: at.pageId }, given);
      });
      if (!taken) throw formGone;
      return taken;
    },
    /** @throws Refusal {@link formGone} */
    previewForm: async (id: string, asker: Asker): Promise<Answered> => {
      const draft = await drafts.get(id, asker);
      if (!draft?.preview) throw formGone;
      return perform({ ...invocationOf(draft, draft.preview.press), id: newId() });
    },
    turnPage: (id: string, asker: Asker, given: RawValues, turn: PageTurn, seen?: SeenDraft) =>
      drafts.change(id, asker, async (found): Promise<DraftChange<Draft>> => {
        const at = seen ?? found;
        if (turn.kind === 'restart') {
          const draft = moved(await refresh({ ...found, values: found.opened, pageId: found.form.pages[0].id }));
          return { draft, result: shownDraft(draft) };
        }
        // What was pressed on another page than the form is at by now has been done, or has come too late. Back leads
        // to one and the same page however often it is pressed.
        if (isGone(found, at.pageId) || (turn.kind !== 'back' && at.pageId !== found.pageId)) {
          return { draft: found, result: shownDraft(found) };
        }
        const draft = moved(
          await turnDraft(await refresh(taking({ ...found, pageId: at.pageId }, given)), turn, refresh),
        );
        return { draft, result: shownDraft(draft) };
      }),
  };
}

/** The draft as it is kept after a change. */
const moved = (draft: FormDraft): FormDraft => ({ ...draft, revision: draft.revision + 1 });

function problemsAt(draft: FormDraft, problems: readonly FieldProblem[]): DraftChange<PageTaken> {
  const shown = moved(draft);
  return { draft: shown, result: { kind: 'problems', draft: shownDraft(shown), problems } };
}

const asItStands = (draft: FormDraft): DraftChange<PageTaken> => ({
  draft,
  result: { kind: 'next-page', draft: shownDraft(draft) },
});

/** Whether a page is not in the form any more, such as that of a thing that was taken away. */
const isGone = ({ form }: FormDraft, pageId: string): boolean =>
  pageId !== reviewId && form.pages.every(({ id }) => id !== pageId);

/** Of no field, so that it is shown on top. */
const changedElsewhere: FieldProblem = {
  field: '',
  message: 'This was changed in another window since. Look at it once more before you go on.',
};

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
