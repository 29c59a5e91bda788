import type { InputBlock, ModalView, RichTextBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import type { Field, FieldProblem, Option, Page, RawValues } from '#callboard/core/forms/form.ts';
import { checkPage } from '#callboard/core/forms/check-page.ts';
import { splitPages } from '#callboard/core/forms/split-pages.ts';
import { nextOf, previousOf } from '#callboard/core/forms/walk-form.ts';
import { checkView } from '#callboard/local-workspace/checks/view.ts';
import { standIn } from '#callboard/surfaces/slack/long-texts.ts';
import { problemsByBlock, renderForm } from '#callboard/surfaces/slack/render-form.ts';

const times = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(index));

interface Parts {
  readonly title?: string;
  readonly description?: string;
  readonly fields?: readonly Field[];
  readonly values?: RawValues;
  readonly problems?: readonly FieldProblem[];
}

/** The view of a form of one page, which Slack takes. */
function viewOf({ title = 'Make', description, fields = [], values = {}, problems = [] }: Parts): ModalView {
  const page: Page = { id: '0', title: 'Page', fields, ...(description === undefined ? {} : { description }) };
  const form = { title, submitLabel: 'Go', pages: [page] as const };
  const draft = { id: 'd1', form, at: 'page', page, number: 1, count: 1, values, revision: 0 } as const;
  const view = renderForm(draft, standIn, { problems });
  expect(checkView(view)).toEqual([]);
  return view;
}

const isInput = (block: ModalView['blocks'][number]): block is InputBlock => block.type === 'input';
const blockOf = (field: Field, values: RawValues = {}): InputBlock | undefined =>
  viewOf({ fields: [field], values }).blocks.find(isInput);

const isRichText = (block: ModalView['blocks'][number]): block is RichTextBlock => block.type === 'rich_text';

/** What a block of rich text says. */
function textOf(block: ModalView['blocks'][number]): string {
  if (!isRichText(block)) return '';
  const elements = block.elements.flatMap((part) => (part.type === 'rich_text_section' ? part.elements : []));
  return elements
    .map((part) => (part.type === 'text' ? part.text : part.type === 'emoji' ? `:${part.name}:` : `<${part.type}>`))
    .join('');
}

const base = { name: 'size', label: 'Size', isRequired: true };
const choice = (options: readonly Option[]): Field => ({ ...base, kind: 'choice', options });
const choices = (options: readonly Option[]): Field => ({ ...base, kind: 'choices', options });
const numbered = (count: number): Option[] => times(count, (index) => ({ label: `No. ${index}`, value: `${index}` }));
const text = (more: Partial<Field & { kind: 'text' }>): Field => ({
  ...base,
  kind: 'text',
  isMultiline: true,
  ...more,
});

describe('an option of a form', () => {
  it.each([
    [75, 'x'.repeat(75), undefined],
    [76, `${'x'.repeat(74)}…`, '…xx'],
    [200, `${'x'.repeat(74)}…`, `…${'x'.repeat(73)}…`],
  ])('whose label has %i characters goes on in its description', (length, shown, rest) => {
    const block = blockOf(choice([{ label: 'x'.repeat(length), value: 'x' }]));
    expect(block?.element).toMatchObject({
      options: [{ text: { text: shown }, ...(rest && { description: { text: rest } }) }],
    });
  });

  it('keeps its detail beside the rest of its label', () => {
    const block = blockOf(choice([{ label: 'x'.repeat(76), value: 'x', detail: 'the large one' }]));
    expect(block?.element).toMatchObject({ options: [{ description: { text: '…xx — the large one' } }] });
  });

  it.each([
    ['x'.repeat(150), /^x{150}$/],
    ['x'.repeat(151), /^long-text:/],
    ['', /^long-text:/],
  ])('of the value %j has it, or what stands in for it', (value, shown) => {
    const options = [{ label: 'One', value }];
    const expected = [{ value: expect.stringMatching(shown) }];
    expect(blockOf(choice(options))?.element).toMatchObject({ options: expected });
    expect(blockOf(choices(options), { size: [value] })?.element).toMatchObject({ initial_options: expected });
    const lookup: Field = { ...base, kind: 'lookup', lookup: 'sizes', filter: '' };
    const held = value === '' ? {} : { initial_option: expected[0] };
    expect(blockOf(lookup, { size: value })?.element).toMatchObject(held);
  });

  it.each([
    [choice, 100, 'static_select'],
    [choice, 101, 'external_select'],
    [choice, 0, 'external_select'],
    [choices, 100, 'multi_static_select'],
    [choices, 101, 'multi_external_select'],
    [choices, 11, 'multi_static_select'],
    [choices, 10, 'checkboxes'],
    [choice, 5, 'static_select'],
    [choice, 4, 'radio_buttons'],
  ])('is one of as many as its menu takes: %o of %i is a %s', (kind, count, type) => {
    expect(blockOf(kind(numbered(count)))?.element).toMatchObject({ type });
  });
});

describe('a field of a form', () => {
  it.each([
    ['text', 249, /^field:x{249}$/],
    ['text', 250, /^field:long-text:/],
  ])('of kind %s whose name has %i characters has an id that Slack takes', (_, length, id) => {
    expect(blockOf(text({ name: 'x'.repeat(length) }))?.block_id).toMatch(id);
  });

  it.each([
    [248, /^lookup:x{248}$/],
    [249, /^lookup:long-text:/],
  ])('that asks for options by a name of %i characters has an id that Slack takes', (length, id) => {
    const block = blockOf({ ...base, name: 'x'.repeat(length), kind: 'lookup', lookup: 'sizes', filter: '' });
    expect(block?.element).toMatchObject({ action_id: expect.stringMatching(id) });
  });

  it.each([
    [2000, /^x{2000}$/],
    [2001, /^x{1999}…$/],
    [0, /^–$/],
  ])('with a label and a help of %i characters', (length, shown) => {
    const block = blockOf(text({ label: 'x'.repeat(length), help: 'x'.repeat(length) }));
    expect(block?.label.text).toMatch(shown);
    if (length > 0) expect(block?.hint?.text).toMatch(shown);
  });

  it.each([
    [3000, undefined],
    [20, 20],
  ])('holds a default as long as its text may be', (length, maximumLength) => {
    const limit = maximumLength === undefined ? {} : { maximumLength };
    const block = blockOf(text({ initial: 'x'.repeat(length), ...limit }));
    expect(block?.element).toMatchObject({ initial_value: 'x'.repeat(length) });
    expect(block?.hint).toBeUndefined();
  });

  it.each([
    [3001, undefined],
    [21, 20],
  ])('says that a longer default is left out', (length, maximumLength) => {
    const limit = maximumLength === undefined ? {} : { maximumLength };
    const block = blockOf(text({ initial: 'x'.repeat(length), ...limit }));
    expect(block?.element).not.toHaveProperty('initial_value');
    expect(block?.hint?.text).toContain(`Its default of ${length} characters does not fit here`);
  });
});

describe('a page of a form', () => {
  it.each([
    [24, 'x'.repeat(24), 1],
    [25, `${'x'.repeat(23)}…`, 2],
  ])('whose title has %i characters shows all of it', (length, shown, lines) => {
    const view = viewOf({ title: 'x'.repeat(length) });
    expect(view.title.text).toBe(shown);
    expect(view.blocks.map(textOf)).toEqual([lines === 1 ? 'Page' : `${'x'.repeat(length)}\nPage`]);
  });

  it.each([
    [2995, 1],
    [2996, 2],
  ])('shows a description of %i characters in %i blocks', (length, count) => {
    expect(viewOf({ description: 'x'.repeat(length) }).blocks).toHaveLength(count);
  });

  it('shows the first problems of other pages on top, and how many more there are', () => {
    const problems = times(120, () => ({ field: 'elsewhere', message: '<'.repeat(40) }));
    const shown = viewOf({ problems }).blocks.map(textOf);
    expect(shown.filter((text) => text === `:warning: ${'<'.repeat(40)}`)).toHaveLength(5);
    expect(shown).toContain('… and 115 problems more');
  });

  it('has every word of its template stand as it is', () => {
    const hostile = '*bold* `code` <!channel> <@U1|ada> :x: &amp; _i_ ~s~';
    const items: Field = {
      ...base,
      kind: 'items',
      label: hostile,
      help: hostile,
      items: [{ id: '0', title: hostile, pageId: 'list.0' }],
      nextId: '1',
    };
    const { blocks } = viewOf({
      description: `${hostile}\n\n${hostile}`,
      fields: [items],
      problems: [{ field: 'elsewhere', message: hostile }],
    });
    expect(blocks.map(textOf).filter((text) => text !== '')).toEqual([
      `:warning: ${hostile}`,
      `Page\n${hostile}\n \n${hostile}`,
      `${hostile}\n${hostile}\n• ${hostile}`,
    ]);
    expect(JSON.stringify(blocks)).not.toContain('mrkdwn');
  });

  it.each(['choices', 'lookups'] as const)('of %s says that it holds but 100 of the chosen', (kind) => {
    const options = numbered(101);
    const field: Field =
      kind === 'choices'
        ? { ...base, kind, options, initial: options.map(({ value }) => value) }
        : { ...base, kind, lookup: 'any', filter: '', initial: options };
    const block = blockOf(field);
    expect(block?.element).toMatchObject({ initial_options: { length: 100 } });
    expect(block?.hint?.text).toContain('101 are chosen, of which Slack holds 100');
  });

  it('of a thing of a list goes on where there are too many fields for one, and comes back to the list', () => {
    const fields = times(60, (index) => text({ name: `f${index}` }));
    const item = { id: '0', title: 'Thing', pageId: 'list.0' };
    const list: Field = { ...base, kind: 'items', items: [item], nextId: '1' };
    const form = splitPages(
      {
        title: 'Make',
        submitLabel: 'Go',
        pages: [
          { id: '0', title: 'List', fields: [list] },
          { id: 'list.0', title: 'Thing', parentId: '0', fields },
        ],
      },
      {},
    );
    expect(form.pages.map(({ id, follows }) => [id, follows])).toEqual([
      ['0', undefined],
      ['list.0', undefined],
      ['list.0/2', 'list.0'],
    ]);
    expect([nextOf(form, 'list.0'), nextOf(form, 'list.0/2'), previousOf(form, 'list.0/2')]).toEqual([
      'list.0/2',
      '0',
      'list.0',
    ]);
    expect(checkPage(form, form.pages[0], { size: ['0'], f0: 'x' })).toMatchObject([{ field: 'size' }]);
  });

  it.each([
    [40, [40]],
    [41, [40, 1]],
    [90, [40, 40, 10]],
  ])('of %i fields is split into pages of %j', (count, lengths) => {
    const fields = times(count, (index) => text({ name: `f${index}` }));
    const last: Page = { id: '1', title: 'Last', fields: [] };
    const form = splitPages(
      { title: 'Make', submitLabel: 'Go', pages: [{ id: '0', title: 'First', fields }, last] },
      {},
    );
    expect(form.pages.map((page) => page.fields.length)).toEqual([...lengths, 0]);
    expect(form.pages.flatMap((page) => page.fields)).toEqual(fields);
    for (const page of form.pages) viewOf({ fields: page.fields });
  });
});

describe('a review', () => {
  it('has what was given stand as it is, each in one line', () => {
    const given = [{ label: '*Name*', value: '<!channel> `x`\n> y' }];
    const form = { title: 'Make', submitLabel: 'Go', pages: [{ id: '0', title: 'Page', fields: [] }] } as const;
    const draft = { id: 'd1', form, at: 'review', values: {}, revision: 0 } as const;
    const view = renderForm({ ...draft, parts: [{ title: '_Page_', lines: given }] }, standIn);
    expect(checkView(view)).toEqual([]);
    expect(view.blocks.map(textOf)).toEqual(['Is this right?', '_Page_\n• *Name*: <!channel> `x` > y', '']);
  });

  it('has a line free between what was given on one page and on the next', () => {
    const form = { title: 'Make', submitLabel: 'Go', pages: [{ id: '0', title: 'Page', fields: [] }] } as const;
    const parts = ['Page 0', 'Page 1'].map((title) => ({ title, lines: [{ label: 'Name', value: title }] }));
    const view = renderForm({ id: 'd1', form, at: 'review', values: {}, revision: 0, parts }, standIn);
    const [, review = ''] = view.blocks.map(textOf);
    expect(review.split('\n').map((line) => line.trim())).toEqual([
      'Page 0',
      '• Name: Page 0',
      '',
      'Page 1',
      '• Name: Page 1',
    ]);
  });
});

describe('a problem', () => {
  it.each([
    [2000, 2000],
    [2001, 2000],
  ])('of %i characters is told at its field in %i', (length, shown) => {
    const shownBlocks = new Set(['field:title']);
    const errors = problemsByBlock(shownBlocks, [{ field: 'title', message: 'x'.repeat(length) }], standIn);
    expect(errors?.['field:title']).toHaveLength(shown);
  });
});
