import { describe, expect, it } from 'vitest';
import { checkPage } from '#callboard/core/forms/check-page.ts';
import type { Field, Form } from '#callboard/core/forms/form.ts';
import { readValues } from '#callboard/core/forms/read-values.ts';

const base = { name: 'field', label: 'Field', isRequired: true } as const;
function problemsOf(field: Field, value: string | readonly string[] | boolean | undefined) {
  const page = { id: '0', title: '', fields: [field] };
  const form: Form = { title: '', submitLabel: '', pages: [page] };
  return checkPage(form, page, value === undefined ? {} : { field: value }).map(({ message }) => message);
}

describe('checkPage', () => {
  it('asks for a required field that is empty', () => {
    expect(problemsOf({ ...base, kind: 'text', isMultiline: false }, '')).toEqual(['Field is needed']);
    expect(problemsOf({ ...base, kind: 'choices', options: [] }, [])).toEqual(['Field is needed']);
    expect(problemsOf({ ...base, isRequired: false, kind: 'text', isMultiline: false }, undefined)).toEqual([]);
  });

  it('says in the words of the form when a text does not fit its pattern', () => {
    const pattern = { source: '^[a-z]+$', message: 'Use lower case letters' };
    expect(problemsOf({ ...base, kind: 'text', isMultiline: false, pattern }, 'Shop!')).toEqual([
      'Use lower case letters',
    ]);
    expect(problemsOf({ ...base, kind: 'text', isMultiline: false, pattern }, 'shop')).toEqual([]);
  });

  it('holds to its pattern what stands as it was typed in a field that looks options up', () => {
    const pattern = { source: '^[a-z]+$', message: 'Use lower case letters' };
    const field: Field = { ...base, kind: 'lookup', lookup: 'l', filter: '', takesAny: true, pattern };
    expect(problemsOf(field, 'Shop!')).toEqual(['Use lower case letters']);
    expect(problemsOf(field, 'shop')).toEqual([]);
  });

  it('holds text to its length, at the limit and one beyond it', () => {
    const field: Field = { ...base, kind: 'text', isMultiline: false, minimumLength: 2, maximumLength: 4 };
    expect([1, 2, 4, 5].map((length) => problemsOf(field, 'x'.repeat(length)).length)).toEqual([1, 0, 0, 1]);
  });

  it('holds a number to its bounds and its kind', () => {
    const field: Field = { ...base, kind: 'number', isInteger: true, minimum: 1, maximum: 10 };
    expect(problemsOf(field, 'ten')).toEqual(['Field must be a number']);
    expect(problemsOf(field, '2.5')).toEqual(['Field must be a whole number']);
    expect(problemsOf(field, '0')).toEqual(['Field must be at least 1']);
    expect(problemsOf(field, '11')).toEqual(['Field must be at most 10']);
    expect(problemsOf(field, '10')).toEqual([]);
  });

  it('holds a number to bounds that are not within, and to what it is a multiple of', () => {
    const field: Field = { ...base, kind: 'number', isInteger: false, above: 0, below: 20, multipleOf: 0.01 };
    expect(problemsOf(field, '0')).toEqual(['Field must be more than 0']);
    expect(problemsOf(field, '20')).toEqual(['Field must be less than 20']);
    expect(problemsOf(field, '0.005')).toEqual(['Field must be a multiple of 0.01']);
    expect(problemsOf(field, '19.99')).toEqual([]);
  });

  it('refuses an option that is not offered', () => {
    const options = [{ label: 'Small', value: 's' }];
    expect(problemsOf({ ...base, kind: 'choice', options }, 'xl')).toHaveLength(1);
    expect(problemsOf({ ...base, kind: 'choices', options }, ['s', 'xl'])).toHaveLength(1);
    expect(problemsOf({ ...base, kind: 'choices', options }, ['s'])).toEqual([]);
  });
});

describe('readValues', () => {
  const form: Form = {
    title: 'Form',
    submitLabel: 'Go',
    pages: [
      {
        id: '0',
        title: 'One',
        fields: [
          { ...base, name: 'count', kind: 'number', isInteger: true },
          { ...base, name: 'ready', kind: 'boolean', initial: false },
        ],
      },
      {
        id: '1',
        title: 'Two',
        fields: [{ ...base, name: 'note', isRequired: false, kind: 'text', isMultiline: true }],
      },
    ],
  };

  it('types numbers and yes or no, and leaves out what was left empty', () => {
    expect(readValues(form, { count: '3', ready: ['true'], note: '' })).toEqual({ count: 3, ready: true });
    expect(readValues(form, { count: '3' })).toEqual({ count: 3, ready: false });
  });
});
