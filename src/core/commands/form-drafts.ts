import type { Press } from '../answers/answer.ts';
import type { Form, RawValues } from '../forms/form.ts';
import { reviewForm } from '../forms/review-form.ts';
import { mainPages, pageAt, reviewId } from '../forms/walk-form.ts';
import type { Asker } from '../identity/asker.ts';
import type { Address } from '../messages/address.ts';
import { fromJson, toJson } from '../storage/json.ts';
import type { Records } from '../storage/records.ts';
import type { Draft } from './conversation.ts';

/** A form that is being filled, as kept. */
export interface FormDraft {
  readonly id: string;
  /** As the values make it. */
  readonly form: Form;
  readonly submit: Press;
  readonly asker: Asker;
  readonly address: Address;
  /** The page that is being filled, or the review. */
  readonly pageId: string;
  /** Secrets are sealed. */
  readonly values: RawValues;
}

/** How long a form may lie before it is submitted. */
const draftLifetimeMs = 24 * 60 * 60 * 1000;

/** Keeps forms between their pages. A draft is its asker's alone. */
export interface FormDrafts {
  readonly put: (draft: FormDraft) => Promise<void>;
  readonly get: (id: string, asker: Asker) => Promise<FormDraft | undefined>;
  readonly remove: (id: string) => Promise<void>;
}

/** Drafts in the store's records. */
export function createFormDrafts(records: Records, now: () => Date): FormDrafts {
  return {
    put: (draft) => records.put(draft.id, toJson(draft), new Date(now().getTime() + draftLifetimeMs)),
    get: async (id, asker) => {
      const record = await records.get(id);
      if (!record) return undefined;
      const draft = fromJson<FormDraft>(record.value);
      return draft.asker.surface === asker.surface && draft.asker.personId === asker.personId ? draft : undefined;
    },
    remove: async (id) => void (await records.remove(id)),
  };
}

/** What a surface is shown of it. */
export function shownDraft({ id, form, pageId, values }: FormDraft): Draft {
  const shared = { id, form, values };
  if (pageId === reviewId) return { ...shared, at: 'review', parts: reviewForm(form, values) };
  const page = pageAt(form, pageId);
  const pages = mainPages(form);
  let main = page;
  while (main.parentId !== undefined) main = pageAt(form, main.parentId);
  return { ...shared, at: 'page', page, number: pages.indexOf(main) + 1, count: pages.length };
}
