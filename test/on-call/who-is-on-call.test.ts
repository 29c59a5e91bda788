import { describe, expect, test } from 'vitest';
import type { Rotation } from '../../src/on-call/rotation.ts';
import { whoIsOnCall } from '../../src/on-call/who-is-on-call.ts';
import { overrideOf, rotationOf } from './rotation-of.ts';

/** Name and end of the shift at a moment, such as `ada until 2026-01-12T08:00:00.000Z`. */
function shiftAt(rotation: Rotation, at: string): string | undefined {
  const shift = whoIsOnCall(rotation, new Date(at));
  return shift && `${shift.userRef.split('/')[1]} until ${shift.until.toISOString().replace(':00.000', '')}`;
}

describe('turns', () => {
  test('the first person is on call from the first handover on', () => {
    expect(shiftAt(rotationOf(), '2026-01-05T09:00+01:00')).toBe('ada until 2026-01-12T08:00Z');
  });
  test('nobody is on call before the first handover', () => {
    expect(shiftAt(rotationOf(), '2026-01-05T08:59:59+01:00')).toBeUndefined();
    expect(shiftAt(rotationOf(), '2020-01-05T08:59:59+01:00')).toBeUndefined();
  });
  test('the duty passes at the handover, not a second earlier', () => {
    expect(shiftAt(rotationOf(), '2026-01-12T08:59:59+01:00')).toBe('ada until 2026-01-12T08:00Z');
    expect(shiftAt(rotationOf(), '2026-01-12T09:00+01:00')).toBe('ben until 2026-01-19T08:00Z');
  });
  test('after the last person the first comes again', () => {
    expect(shiftAt(rotationOf(), '2026-01-26T09:00+01:00')).toBe('ada until 2026-02-02T08:00Z');
  });
  test('a single person hands over to themself', () => {
    const alone = rotationOf({ people: ['user:default/ada'] });
    expect(shiftAt(alone, '2026-01-20T12:00Z')).toBe('ada until 2026-01-26T08:00Z');
  });
  test('the local date counts, not that of UTC', () => {
    const kolkata = rotationOf({ timeZone: 'Asia/Kolkata', handover: '02:00', lengthDays: 1 });
    expect(shiftAt(kolkata, '2026-01-05T20:29Z')).toBe('ada until 2026-01-05T20:30Z');
    expect(shiftAt(kolkata, '2026-01-05T20:30Z')).toBe('ben until 2026-01-06T20:30Z');
  });
});

describe('clocks that change', () => {
  const daily = { lengthDays: 1 };
  test('in Berlin a day of 23 hours ends at the local handover', () => {
    const rotation = rotationOf({ ...daily, start: '2026-03-28' });
    expect(shiftAt(rotation, '2026-03-28T09:00+01:00')).toBe('ada until 2026-03-29T07:00Z');
  });
  test('in Berlin a day of 25 hours ends at the local handover', () => {
    const rotation = rotationOf({ ...daily, start: '2026-10-24' });
    expect(shiftAt(rotation, '2026-10-24T09:00+02:00')).toBe('ada until 2026-10-25T08:00Z');
  });
  test('a week over the change in New York keeps its local handover', () => {
    const rotation = rotationOf({ timeZone: 'America/New_York', start: '2026-03-02' });
    expect(shiftAt(rotation, '2026-03-08T12:00Z')).toBe('ada until 2026-03-09T13:00Z');
    expect(shiftAt(rotation, '2026-03-09T13:00Z')).toBe('ben until 2026-03-16T13:00Z');
  });
  test('a handover in skipped time is as much later', () => {
    const rotation = rotationOf({ ...daily, start: '2026-03-28', handover: '02:30' });
    expect(shiftAt(rotation, '2026-03-28T12:00Z')).toBe('ada until 2026-03-29T01:30Z');
    expect(shiftAt(rotation, '2026-03-29T01:30Z')).toBe('ben until 2026-03-30T00:30Z');
  });
  test('a handover in repeated time is at the first', () => {
    const rotation = rotationOf({ ...daily, start: '2026-10-24', handover: '02:30' });
    expect(shiftAt(rotation, '2026-10-24T12:00Z')).toBe('ada until 2026-10-25T00:30Z');
    expect(shiftAt(rotation, '2026-10-25T01:30Z')).toBe('ben until 2026-10-26T01:30Z');
  });
  test('a handover in the half hour that Lord Howe skips is half an hour later', () => {
    const rotation = rotationOf({ ...daily, timeZone: 'Australia/Lord_Howe', start: '2026-10-03', handover: '02:15' });
    expect(shiftAt(rotation, '2026-10-03T12:00Z')).toBe('ada until 2026-10-03T15:45Z');
  });
  test('a midnight that Saint John’s saw twice hands over at the first', () => {
    const rotation = rotationOf({ ...daily, timeZone: 'America/St_Johns', start: '2010-11-06', handover: '00:00' });
    expect(shiftAt(rotation, '2010-11-07T02:29Z')).toBe('ada until 2010-11-07T02:30Z');
    expect(shiftAt(rotation, '2010-11-07T03:00Z')).toBe('ben until 2010-11-08T03:30Z');
  });
  test('a day that Samoa skipped is nobody’s', () => {
    const rotation = rotationOf({ ...daily, timeZone: 'Pacific/Apia', start: '2011-12-29' });
    expect(shiftAt(rotation, '2011-12-30T18:59Z')).toBe('ada until 2011-12-30T19:00Z');
    expect(shiftAt(rotation, '2011-12-30T19:00Z')).toBe('cy until 2011-12-31T19:00Z');
  });

  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'];
  const handovers = ['00:00', '01:15', '02:00', '02:30', '09:00', '23:59'];
  const cases = zones.flatMap((timeZone) => handovers.map((handover) => ({ timeZone, handover })));
  test.each(cases)(
    'a year of days in $timeZone from $handover has no hole, no overlap and no change of order',
    (zone) => {
      const rotation = rotationOf({ ...zone, lengthDays: 1, start: '2026-01-01' });
      const local = new Intl.DateTimeFormat('en-GB', { timeZone: zone.timeZone, timeStyle: 'short' });
      let at = whoIsOnCall(rotation, new Date('2026-01-03T12:00Z'))?.until ?? new Date(Number.NaN);
      let irregular = 0;
      for (let day = 0; day < 365; day += 1) {
        const before = whoIsOnCall(rotation, new Date(at.getTime() - 1));
        const after = whoIsOnCall(rotation, at);
        if (!before || !after) throw new Error(`nobody is on call at ${at.toISOString()}`);
        expect(before.until).toEqual(at);
        expect(rotation.people.indexOf(after.userRef)).toBe((rotation.people.indexOf(before.userRef) + 1) % 3);
        const hours = (after.until.getTime() - at.getTime()) / 3_600_000;
        expect(hours).toBeGreaterThanOrEqual(22.5);
        expect(hours).toBeLessThanOrEqual(25.5);
        if (local.format(at) !== zone.handover) irregular += 1;
        at = after.until;
      }
      // Only a handover that the clocks skip, on one day of the year, is at another local time.
      expect(irregular).toBeLessThanOrEqual(1);
    },
  );
});

describe('overrides', () => {
  const wednesday = overrideOf('dee', '2026-01-07T09:00+01:00', '2026-01-08T09:00+01:00');

  test('a turn ends where an override begins', () => {
    const rotation = rotationOf({ overrides: [wednesday] });
    expect(shiftAt(rotation, '2026-01-06T12:00Z')).toBe('ada until 2026-01-07T08:00Z');
  });
  test('an override wins over the turn until it ends', () => {
    const rotation = rotationOf({ overrides: [wednesday] });
    expect(shiftAt(rotation, '2026-01-07T08:00Z')).toBe('dee until 2026-01-08T08:00Z');
    expect(whoIsOnCall(rotation, new Date('2026-01-07T08:00Z'))?.isOverride).toBe(true);
    expect(shiftAt(rotation, '2026-01-08T08:00Z')).toBe('ada until 2026-01-12T08:00Z');
    expect(whoIsOnCall(rotation, new Date('2026-01-08T08:00Z'))?.isOverride).toBe(false);
  });
  test('of overrides that overlap the latest listed wins', () => {
    const long = overrideOf('eli', '2026-01-06T09:00+01:00', '2026-01-10T09:00+01:00');
    const rotation = rotationOf({ overrides: [long, wednesday] });
    expect(shiftAt(rotation, '2026-01-06T12:00Z')).toBe('eli until 2026-01-07T08:00Z');
    expect(shiftAt(rotation, '2026-01-07T12:00Z')).toBe('dee until 2026-01-08T08:00Z');
    expect(shiftAt(rotation, '2026-01-08T12:00Z')).toBe('eli until 2026-01-10T08:00Z');
    const reversed = rotationOf({ overrides: [wednesday, long] });
    expect(shiftAt(reversed, '2026-01-07T12:00Z')).toBe('eli until 2026-01-10T08:00Z');
  });
  test('an override may reach over a handover', () => {
    const rotation = rotationOf({ overrides: [overrideOf('dee', '2026-01-10T09:00Z', '2026-01-14T09:00Z')] });
    expect(shiftAt(rotation, '2026-01-13T12:00Z')).toBe('dee until 2026-01-14T09:00Z');
    expect(shiftAt(rotation, '2026-01-14T09:00Z')).toBe('ben until 2026-01-19T08:00Z');
  });
  test('an override for the person whose turn it is changes nothing', () => {
    const own = overrideOf('ada', '2026-01-07T09:00+01:00', '2026-01-08T09:00+01:00');
    const rotation = rotationOf({ overrides: [own] });
    expect(shiftAt(rotation, '2026-01-06T12:00Z')).toBe('ada until 2026-01-12T08:00Z');
  });
  test('overrides of one person that adjoin are one shift', () => {
    const next = overrideOf('dee', '2026-01-08T09:00+01:00', '2026-01-09T09:00+01:00');
    const rotation = rotationOf({ overrides: [wednesday, next] });
    expect(shiftAt(rotation, '2026-01-07T12:00Z')).toBe('dee until 2026-01-09T08:00Z');
  });
  test('an override covers time before the rotation starts', () => {
    const rotation = rotationOf({ overrides: [overrideOf('dee', '2026-01-01T09:00Z', '2026-01-02T09:00Z')] });
    expect(shiftAt(rotation, '2026-01-01T12:00Z')).toBe('dee until 2026-01-02T09:00Z');
    expect(shiftAt(rotation, '2026-01-02T09:00Z')).toBeUndefined();
  });
});
