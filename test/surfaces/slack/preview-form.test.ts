import { expect, test } from 'vitest';
import type { Field } from '#callboard/core/forms/form.ts';
import { previewForm } from '#callboard/surfaces/slack/preview-form.ts';

const options = (count: number, label = 'o') =>
  Array.from({ length: count }, (_, index) => ({ label: `${label}${index}`, value: String(index) }));
const base = (name: string) => ({ name, label: name.toUpperCase(), isRequired: true });
const preview = (...fields: readonly Field[]) =>
  previewForm({ title: 'Demo', submitLabel: 'Create', pages: [{ id: '0', title: 'All', fields }] });

test('what Slack asks for as it is differs in nothing', () => {
  const shown = preview(
    { ...base('a'), kind: 'text', isMultiline: false, format: 'date' },
    { ...base('b'), kind: 'choice', options: options(3) },
    { ...base('c'), kind: 'lookup', lookup: 'entities', filter: '' },
    { ...base('d'), kind: 'items', items: [], nextId: '0' },
  );
  expect(shown).toEqual({
    asked: '1 page',
    fields: { a: 'date picker', b: 'radio buttons', c: 'menu that searches', d: 'list with a page for each' },
    differences: [],
  });
});

test('what Slack can not show as it is is told with the fields that it is told of', () => {
  const { differences } = preview(
    { ...base('a'), kind: 'text', isMultiline: true, maximumLength: 4000, initial: 'x'.repeat(3001) },
    { ...base('b'), kind: 'text', isMultiline: true, maximumLength: 4000 },
    { ...base('c'), kind: 'choice', shown: 'radio', options: options(11) },
    { ...base('d'), kind: 'choices', options: options(101) },
    { ...base('e'), kind: 'choice', options: options(2, 'x'.repeat(150)) },
  );
  expect(differences).toEqual([
    'A, B: at most 3000 characters are taken, not 4000.',
    expect.stringMatching(/^A: Its default of 3001 characters does not fit here/),
    expect.stringMatching(/^C: it is a menu, not radio buttons/),
    'D: of 101 options those are listed that fit what is typed.',
    'E: 2 options longer than 150 characters: the rest is cut off.',
  ]);
});
