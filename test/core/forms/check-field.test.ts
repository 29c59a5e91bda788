import { expect, it } from 'vitest';
import { checkField } from '#callboard/core/forms/check-field.ts';

const problemOf = (format: 'time' | 'date-time', text: string) =>
  checkField({ kind: 'text', name: 'at', label: 'At', isRequired: true, isMultiline: false, format }, { at: text });

it.each(['10:30:00Z', '23:59:59.5+02:00', '00:00:00z'])('a time is %s', (text) => {
  expect(problemOf('time', text)).toBeUndefined();
});

it.each(['10:30', '24:00:00Z', '10:30:00', 'noon'])('%s is no time, and it is said what one is', (text) => {
  expect(problemOf('time', text)).toBe('At must be a time, such as 10:30:00Z');
});

it.each(['2026-11-30T10:30:00Z', '2028-02-29t00:00:00+05:30'])('a moment is %s', (text) => {
  expect(problemOf('date-time', text)).toBeUndefined();
});

it.each(['2026-11-30', '2026-02-30T10:30:00Z', '2026-11-30 10:30:00Z', '2026-11-30T10:30'])(
  '%s is no moment',
  (text) => {
    expect(problemOf('date-time', text)).toBe('At must be a date with a time, such as 2026-11-30T10:30:00Z');
  },
);
