import { expect, test } from 'vitest';
import type { Field } from '#callboard/core/forms/form.ts';
import { previewForm } from '#callboard/surfaces/discord/preview-form.ts';

const base = (name: string) => ({ name, label: name.toUpperCase(), isRequired: true });
const preview = (...fields: readonly Field[]) =>
  previewForm({ title: 'Demo', submitLabel: 'Create', pages: [{ id: '0', title: 'All', fields }] });
const text = (name: string): Field => ({ ...base(name), kind: 'text', isMultiline: false });

test('what Discord asks for as it is differs in nothing', () => {
  const options = [
    { label: 'x', value: 'x' },
    { label: 'y', value: 'y' },
  ];
  expect(preview(text('a'), { ...base('b'), kind: 'choice', options })).toEqual({
    asked: '1 step',
    fields: { a: 'text input', b: 'radio buttons' },
    differences: [],
  });
});

test('what Discord can not show as it is is told: long pages and words, what is looked up, dates', () => {
  const { asked, differences } = preview(
    ...['a', 'b', 'c', 'd'].map(text),
    { ...base('e'), kind: 'lookup', lookup: 'entities', filter: '' },
    { ...base('f'), kind: 'lookups', lookup: 'entities', filter: '' },
    { ...base('g'), kind: 'text', isMultiline: false, format: 'date', help: 'x'.repeat(101) },
    { ...base('h'), kind: 'text', isMultiline: true, maximumLength: 5000, initial: 'x'.repeat(4001) },
    { ...base('i'), kind: 'choice', options: [{ label: 'x'.repeat(101), value: 'x' }] },
  );
  expect(asked).toBe('2 steps');
  expect(differences).toEqual([
    'The page “All” is asked for in 2 steps, since a modal takes five fields.',
    expect.stringMatching(/^E, F: typed, and what fits is offered afterwards/),
    'G: its description of 101 characters is cut to 100.',
    'G: the date is typed.',
    'H: at most 4000 characters are taken, not 5000.',
    'H: its default of 4001 characters is cut to 4000.',
    'I: 1 option longer than 100 characters: the rest is cut off.',
  ]);
});
