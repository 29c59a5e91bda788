import { expect, test } from 'vitest';
import { fitText } from '#callboard/pictures/fit-text.ts';

const room = (maximum: number) => ({ widthOf: (text: string) => text.length, maximum });

test('a text that fits stands on one line', () => {
  expect(fitText('payments', 2, room(8))).toEqual(['payments']);
  expect(fitText('b', 2, room(8))).toEqual(['b']);
});

test('a name is broken after the marks that join its words', () => {
  expect(fitText('payments-gateway', 2, room(10))).toEqual(['payments-', 'gateway']);
  expect(fitText('Payments gateway', 2, room(10))).toEqual(['Payments', 'gateway']);
});

test('of a name that is too long the middle is left out', () => {
  const lines = fitText('payments-reconciliation-service-for-europe', 2, room(12));
  expect(lines).toHaveLength(2);
  expect(lines.join('')).toMatch(/^payments-.*….*europe$/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(12);
});

test('a word without marks is broken where the line ends', () => {
  expect(fitText('x'.repeat(15), 2, room(10))).toEqual(['x'.repeat(10), 'x'.repeat(5)]);
});

test('a text of a megabyte is fitted at once', () => {
  expect(fitText('x'.repeat(1_000_000), 2, room(10)).join('').length).toBeLessThanOrEqual(20);
});
