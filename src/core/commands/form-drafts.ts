import { createHash } from 'node:crypto';
import type { Press, PressButton } from '../answers/answer.ts';
import type { Form, Page, RawValues } from '../forms/form.ts';
import { reviewForm } from '../forms/review-form.ts';
import { mainPages, pageAt, partsFrom, reviewId } from '../forms/walk-form.ts';
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
  readonly preview?: PressButton;
  readonly asker: Asker;
  readonly address: Address;
  /** The page that is being filled, or the review. */
  readonly pageId: string;
  /** Secrets are sealed. */
  readonly values: RawValues;
  /** What it was opened with. */
  readonly opened: RawValues;
  /** Counts its changes. */
  readonly revision: number;
}

/** What a change makes of a draft, undefined where it is done with, and what there is to say of that. */
export interface DraftChange<Result> {
  readonly draft: FormDraft | undefined;
  readonly result: Result;
}

/** How long a form may lie before it is submitted. */
const draftLifetimeMs = 24 * 60 * 60 * 1000;

/** Of so many changes at once the last is made; a person has two hands. */
const maximumTries = 10;

/** Keeps forms between their pages. A draft is its asker's alone. */
export interface FormDrafts {
  readonly add: (draft: FormDraft) => Promise<void>;
  readonly get: (id: string, asker: Asker) => Promise<FormDraft | undefined>;
  /** The draft that its asker last opened of the same form with the same values, while it is kept. */
  readonly lastOpened: (draft: Pick<FormDraft, 'asker' | 'submit' | 'opened'>) => Promise<FormDraft | undefined>;
  /**
   * Changes a draft. Where another change, on this instance or another, comes in between, `decide` is asked again with
   * the draft as that left it.
   * @returns undefined where there is no such draft
   */
  readonly change: <Result>(
    id: string,
    asker: Asker,
    decide: (draft: FormDraft) => Promise<DraftChange<Result>>,
  ) => Promise<Result | undefined>;
  readonly remove: (id: string) => Promise<void>;
}

/** Drafts in the store's records. */
export function createFormDrafts(records: Records, now: () => Date): FormDrafts {
  const expiry = (): Date => new Date(now().getTime() + draftLifetimeMs);
  const find = async (id: string, asker: Asker) => {
    const record = await records.get(id);
    if (!record) return undefined;
    const draft = fromJson<FormDraft>(record.value);
    const isTheirs = draft.asker.surface === asker.surface && draft.asker.personId === asker.personId;
    return isTheirs ? { draft, recordRevision: record.revision } : undefined;
  };
  return {
    add: async (draft) => {
      await records.put(draft.id, toJson(draft), expiry());
      await records.put(openingOf(draft), draft.id, expiry());
    },
    get: async (id, asker) => (await find(id, asker))?.draft,
    lastOpened: async (draft) => {
      const id = (await records.get(openingOf(draft)))?.value;
      return typeof id === 'string' ? (await find(id, draft.asker))?.draft : undefined;
    },
    change: async (id, asker, decide) => {
      for (let tries = 0; tries < maximumTries; tries += 1) {
        const found = await find(id, asker);
        if (!found) return undefined;
        const { draft, result } = await decide(found.draft);
        if (draft === found.draft) return result;
        if (draft === undefined) {
          await records.remove(id);
          return result;
        }
        const changed = toJson(draft);
        if (await records.compareAndSet(id, found.recordRevision, changed, expiry())) return result;
      }
      throw new Error(`the draft ${id} was changed ${maximumTries} times while it was to be changed`);
    },
    remove: async (id) => void (await records.remove(id)),
  };
}

/** The key of the record that names the draft which was last opened so. */
function openingOf({ asker, submit, opened }: Pick<FormDraft, 'asker' | 'submit' | 'opened'>): string {
  const text = JSON.stringify([asker.surface, asker.personId, submit, opened]);
  return `opened:${createHash('sha256').update(text).digest('base64url')}`;
}

/** What a surface is shown of it. */
export function shownDraft({ id, form, preview, pageId, values, revision }: FormDraft): Draft {
  const shared = { id, form, values, revision };
  if (pageId === reviewId) {
    const offered = preview && { previewLabel: preview.label };
    return { ...shared, at: 'review', parts: reviewForm(form, values), ...offered };
  }
  const page = pageAt(form, pageId);
  const pages = page.parentId === undefined ? mainPages(form) : partsFrom(form, firstPart(form, page).id);
  return { ...shared, at: 'page', page, number: pages.indexOf(page) + 1, count: pages.length };
}

const firstPart = (form: Form, page: Page): Page =>
  page.follows === undefined ? page : firstPart(form, pageAt(form, page.follows));
