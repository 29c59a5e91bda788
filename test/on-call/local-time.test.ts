import { expect, test } from 'vitest';
import { inWords } from '../../src/on-call/local-time.ts';

test.each([
  ['2026-11-30T08:00:00Z', 'Europe/Berlin', 'Monday 30 November 2026, 09:00 (Europe/Berlin)'],
  ['2026-07-01T07:00:00Z', 'Europe/Berlin', 'Wednesday 1 July 2026, 09:00 (Europe/Berlin)'],
  ['2026-11-30T18:30:00Z', 'Asia/Kolkata', 'Tuesday 1 December 2026, 00:00 (Asia/Kolkata)'],
  ['2027-01-01T04:59:59Z', 'America/New_York', 'Thursday 31 December 2026, 23:59 (America/New_York)'],
])('%s in %s is %s', (at, timeZone, words) => {
  expect(inWords(new Date(at), timeZone)).toBe(words);
});
