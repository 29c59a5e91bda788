import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft } from '#callboard/core/commands/conversation.ts';
import { shownDraft } from '#callboard/core/commands/form-drafts.ts';
import type { Field, Form, ItemsField, Page, RawValues } from '#callboard/core/forms/form.ts';
import { splitPages } from '#callboard/core/forms/split-pages.ts';
import { reviewId } from '#callboard/core/forms/walk-form.ts';
import { checkView, isViewTooLarge } from '#callboard/local-workspace/checks/view.ts';
import { standIn } from '#callboard/surfaces/slack/long-texts.ts';
import { renderForm } from '#callboard/surfaces/slack/render-form.ts';

/** Numbers up to that one, and that one itself more often than chance would have it. */
const upTo = (most: number) => fc.oneof(fc.nat(most), fc.constant(most));

/** Texts up to far beyond what Slack takes anywhere, of what takes one byte to four, or is escaped. */
const text = (longest: number) =>
  fc
    .tuple(fc.constantFrom('x', 'é', '漢', '😀', '"', '<', '&', 'a ', 'a\n'), upTo(longest))
    .map(([unit, length]) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length));
const options = (longest: number) =>
  fc
    .tuple(upTo(longest), text(2 * longest), text(2 * longest))
    .map(([count, label, detail]) =>
      Array.from({ length: count }, (_, index) => ({ label: `${index} ${label}`, value: `${label}${index}`, detail })),
    );

const base = (name: string, longest: number) =>
  fc.record({ name: fc.constant(name), label: text(longest), help: text(longest), isRequired: fc.boolean() });
const field = (name: string, longest: number): fc.Arbitrary<Field> =>
  base(name, longest).chain((shared): fc.Arbitrary<Field> =>
    fc.oneof(
      text(longest + 1000).map((initial): Field => ({ ...shared, kind: 'text', isMultiline: true, initial })),
      fc.constant<Field>({ ...shared, kind: 'secret' }),
      fc.constant<Field>({ ...shared, kind: 'number', isInteger: true, initial: 7 }),
      fc.constant<Field>({ ...shared, kind: 'boolean', initial: true }),
      options(Math.min(longest, 150)).map((all): Field => ({ ...shared, kind: 'choice', options: all })),
      options(Math.min(longest, 150)).map((all): Field => ({
        ...shared,
        kind: 'choices',
        options: all,
        initial: all.map(({ value }) => value),
      })),
      options(Math.min(longest, 150)).map((initial): Field => ({
        ...shared,
        kind: 'lookups',
        lookup: 'any',
        filter: '',
        initial,
      })),
    ),
  );

interface Sized {
  readonly form: Form;
  readonly values: RawValues;
}

/** A form of two pages and a list of things, each with fields of any number and size. */
const sized: fc.Arbitrary<Sized> = fc
  .record({
    longest: fc.constantFrom(10, 300, 3000),
    counts: fc.array(upTo(60), { minLength: 3, maxLength: 3 }),
    items: upTo(150),
    title: text(200),
    value: text(3000),
  })
  .chain(({ longest, counts: [first = 0, second = 0, below = 0], items, title, value }) => {
    const fields = (page: string, count: number) =>
      fc.tuple(...Array.from({ length: count }, (_, index) => field(`${page}.${index}`, longest)));
    return fc
      .tuple(fields('a', first), fields('b', second), fields('c', below), text(3000))
      .map(([a, b, c, description]) => {
        const list: ItemsField = {
          kind: 'items',
          name: 'list',
          label: title,
          isRequired: true,
          items: Array.from({ length: items }, (_, index) => ({
            id: `${index}`,
            title: `${index} ${title}`,
            pageId: index === 0 ? 'c' : 'none',
          })),
          nextId: 'next',
        };
        const pages: [Page, Page, Page] = [
          { id: 'a', title, description, fields: a },
          { id: 'b', title, fields: [...b, list] },
          { id: 'c', title, parentId: 'b', description, fields: c },
        ];
        const given = [...a, ...b, ...c].filter(({ kind }) => kind === 'text').map(({ name }) => [name, value]);
        return {
          form: splitPages({ title, submitLabel: title, isReviewed: true, pages }, Object.fromEntries(given)),
          values: Object.fromEntries(given),
        };
      });
  });

/** The drafts of every page and of the review. */
function draftsOf({ form, values }: Sized): readonly Draft[] {
  const asker = { surface: 'slack', personId: 'U1' };
  const address = { surface: 'slack', kind: 'person', personId: 'U1' } as const;
  const shared = { id: 'd'.repeat(32), form, values, opened: {}, revision: 1_000_000, asker, address };
  const ids = [...form.pages.map(({ id }) => id), reviewId];
  return ids.map((pageId) => shownDraft({ ...shared, submit: { command: 'make', values: {} }, pageId }));
}

describe('a form of whatever size', () => {
  it('has no view that Slack would refuse, with a problem at every field or with none', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(sized, text(3000), (any, message) => {
        for (const draft of draftsOf(any)) {
          const problems = draft.at === 'page' ? draft.page.fields.map(({ name }) => ({ field: name, message })) : [];
          for (const view of [renderForm(draft, standIn), renderForm(draft, standIn, { problems, wasBegun: true })]) {
            expect(checkView(view)).toEqual([]);
            expect(isViewTooLarge(view)).toBe(false);
          }
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('asks for each of its fields on one page', () => {
    fc.assert(
      fc.property(sized, ({ form }) => {
        const asked = form.pages.flatMap(({ fields }) => fields.map(({ name }) => name));
        expect(new Set(asked).size).toBe(asked.length);
      }),
      { numRuns: 10 },
    );
  });
});
