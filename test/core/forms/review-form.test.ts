import { expect, test } from 'vitest';
import { reviewForm } from '#callboard/core/forms/review-form.ts';
import type { Field, Form } from '#callboard/core/forms/form.ts';

const looked = { label: 'Owner', isRequired: true, lookup: 'owners', filter: '' };
const formOf = (...fields: readonly Field[]): Form => ({
  title: 'Demo',
  submitLabel: 'Go',
  pages: [{ id: '0', title: 'All', fields }],
});

test('what was looked up is told by its name, as far as that is known', () => {
  const chosen = [{ label: 'Payments', value: 'group:default/payments' }];
  const one: Field = { ...looked, name: 'one', kind: 'lookup', chosen };
  const several: Field = { ...looked, name: 'several', kind: 'lookups', chosen };
  const values = { one: 'group:default/payments', several: ['group:default/payments', 'group:default/other'] };
  expect(reviewForm(formOf(one, several), values)[0]?.lines).toEqual([
    { label: 'Owner', value: 'Payments' },
    { label: 'Owner', value: 'Payments, group:default/other' },
  ]);
});
