import { describe, expect, test } from 'vitest';
import { readRotations } from '../../src/on-call/read-rotations.ts';

const payments = `
  - owner: payments
    timeZone: Europe/Berlin
    start: 2026-01-05
    handover: 9:00
    length: 1 week
    people: [ada, user:default/Ben]
    overrides:
      - { person: cy, start: 2026-12-24, end: 2026-12-25 18:00 }
`;

/** Where and what the problems are, such as `3:12 The field is wrong.` */
const problemsOf = (text: string) =>
  readRotations(text, 'on-call.yaml').problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('a rotation', () => {
  test('is read with its refs in full, its length in days and its overrides in its time zone', () => {
    expect(readRotations(`rotations:${payments}`, 'on-call.yaml')).toEqual({
      problems: [],
      rotations: [
        {
          ownerRef: 'group:default/payments',
          timeZone: 'Europe/Berlin',
          start: '2026-01-05',
          handover: '09:00',
          lengthDays: 7,
          people: ['user:default/ada', 'user:default/ben'],
          overrides: [
            {
              userRef: 'user:default/cy',
              start: new Date('2026-12-24T09:00+01:00'),
              end: new Date('2026-12-25T18:00+01:00'),
            },
          ],
          origin: { file: 'on-call.yaml', document: 0, line: 2, column: 12, path: 'rotations[0].owner' },
        },
      ],
    });
  });
  test('takes an override with an offset at that instant', () => {
    const text = `rotations:${payments}`.replace('start: 2026-12-24,', 'start: 2026-12-24T09:00-05:00,');
    expect(readRotations(text, 'f').rotations[0]?.overrides[0]?.start).toEqual(new Date('2026-12-24T14:00Z'));
  });
  test.each([
    ['1 day', 1],
    ['3 days', 3],
    ['2 weeks', 14],
  ])('of %s has turns of %i days', (length, days) => {
    const text = `rotations:${payments}`.replace('1 week', length);
    expect(readRotations(text, 'f').rotations[0]?.lengthDays).toBe(days);
  });
});

describe('a broken rotation', () => {
  test('is told with file, line and column, field and remedy, and its neighbour stands', () => {
    const text = `rotations:${payments.replace('Europe/Berlin', 'Berlin')}${payments}`;
    const { rotations, problems } = readRotations(text, 'on-call.yaml');
    expect(rotations).toHaveLength(1);
    expect(problems).toEqual([
      {
        file: 'on-call.yaml',
        document: 0,
        line: 3,
        column: 15,
        path: 'rotations[0].timeZone',
        message: 'rotations[0].timeZone must be a time zone such as Europe/Berlin.',
      },
    ]);
  });
  test('has all its problems told at once', () => {
    const text = `rotations:
  - owner: component:default/payments
    timeZone: "+01:00"
    start: 2026-02-30
    handover: "24:00"
    length: 0 days
    people: [group:default/payments]`;
    expect(problemsOf(text)).toEqual([
      '2:12 rotations[0].owner must name a group, such as group:default/payments.',
      '3:15 rotations[0].timeZone must be a time zone such as Europe/Berlin.',
      '4:12 rotations[0].start must be a date such as 2026-01-05.',
      '5:15 rotations[0].handover must be a time of day such as "09:00".',
      '6:13 rotations[0].length must be a length such as 1 day, 3 days or 2 weeks.',
      '7:14 rotations[0].people[0] must name a user, such as user:default/ada.',
    ]);
  });
  test('is looked at in all its fields, though one has the wrong shape or what it depends on is broken', () => {
    const text = `rotations:
  - timeZone: 3
    start: soon
    handover: noon
    length: 1 week
    people: [ada, 7, "group:x"]
    overrides:
      - { person: group:x, start: now, end: 2026-01-01 }
      - { person: cy, start: 2026-01-02, end: 2026-01-01 }`;
    expect(problemsOf(text)).toEqual([
      '2:5 rotations[0].owner is missing.',
      '2:15 rotations[0].timeZone must be a string.',
      '3:12 rotations[0].start must be a date such as 2026-01-05.',
      '4:15 rotations[0].handover must be a time of day such as "09:00".',
      '6:19 rotations[0].people[1] must be a string.',
      '6:22 rotations[0].people[2] must name a user, such as user:default/ada.',
      '8:19 rotations[0].overrides[0].person must name a user, such as user:default/ada.',
      '8:35 rotations[0].overrides[0].start must be a date or a local time, such as 2026-12-24 or "2026-12-24 18:00".',
      '9:47 rotations[0].overrides[1].end must be later than its start.',
    ]);
  });
  test.each([
    ['a missing field', '    length: 1 week\n', '', '2:5 rotations[0].length is missing.'],
    ['an unknown field', 'length:', 'turn: 1\n    length:', '6:11 rotations[0].turn is not known here.'],
    ['a list of nobody', '[ada, user:default/Ben]', '[]', '7:5 rotations[0].people must have at least 1 item.'],
    [
      'a date with a time',
      'start: 2026-01-05',
      'start: 2026-01-05T09:00',
      '4:12 rotations[0].start must be a date such as 2026-01-05.',
    ],
    [
      'a day that is none',
      'start: 2026-12-24',
      'start: 2026-12-32',
      '9:30 rotations[0].overrides[0].start must be a date or a local time, such as 2026-12-24 or "2026-12-24 18:00".',
    ],
    [
      'an override that ends first',
      'end: 2026-12-25',
      'end: 2026-12-20',
      '9:47 rotations[0].overrides[0].end must be later than its start.',
    ],
  ])('%s is told', (_, from, to, problem) => {
    const text = `rotations:${payments}`.replace(from, to);
    expect(problemsOf(text)).toEqual([problem]);
    expect(readRotations(text, 'f').rotations).toEqual([]);
  });
  test('a document that is not well-formed holds the next one not back', () => {
    const { rotations, problems } = readRotations(`rotations: [\n---\nrotations:${payments}`, 'f');
    expect(rotations).toHaveLength(1);
    expect(problems.map(({ document }) => document)).toEqual([0]);
  });
  test('a document without rotations is told', () => {
    expect(problemsOf('kind: Component')).toEqual(['1:1 rotations is missing.', '1:7 kind is not known here.']);
  });
});
