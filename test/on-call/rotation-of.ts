import type { Override, Rotation } from '../../src/on-call/rotation.ts';

/** A weekly rotation of Ada, Ben and Cy in Berlin from Monday 5 January 2026, 09:00, but for what is given. */
export function rotationOf(given: Partial<Rotation> = {}): Rotation {
  return {
    ownerRef: 'group:default/payments',
    timeZone: 'Europe/Berlin',
    start: '2026-01-05',
    handover: '09:00',
    lengthDays: 7,
    people: ['user:default/ada', 'user:default/ben', 'user:default/cy'],
    overrides: [],
    origin: { file: 'on-call.yaml', document: 0, line: 2, column: 12, path: 'rotations[0].owner' },
    ...given,
  };
}

/** An override; moments are ISO 8601 with offset. */
export const overrideOf = (name: string, start: string, end: string): Override => ({
  userRef: `user:default/${name}`,
  start: new Date(start),
  end: new Date(end),
});
