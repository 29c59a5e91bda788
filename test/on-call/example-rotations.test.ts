import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { loadRotations } from '../../src/on-call/load-rotations.ts';
import { readRotations } from '../../src/on-call/read-rotations.ts';
import { whoIsOnCall } from '../../src/on-call/who-is-on-call.ts';

const examples = join(import.meta.dirname, '../../examples');
const { rotations, problems } = await loadRotations(['on-call.yaml'], examples);

/** Refs of the groups and users of the example company. */
async function peopleAndTeams(): Promise<ReadonlySet<string>> {
  const files = (await readdir(examples)).filter((name) => name.endsWith('.yaml'));
  const texts = await Promise.all(files.map((name) => readFile(join(examples, name), 'utf8')));
  const refs = texts.flatMap((text) =>
    [...text.matchAll(/^kind: (Group|User)\nmetadata:\n +name: (.+)$/gm)].map(
      ([, kind = '', name = '']) => `${kind.toLowerCase()}:default/${name}`,
    ),
  );
  return new Set(refs);
}

test('the example rotations have no problem', () => {
  expect(problems).toEqual([]);
  expect(rotations.length).toBeGreaterThan(1);
});

test('the example rotations name groups and users of the example company alone', async () => {
  const known = await peopleAndTeams();
  const named = rotations.flatMap(({ ownerRef, people, overrides }) => [
    ownerRef,
    ...people,
    ...overrides.map(({ userRef }) => userRef),
  ]);
  expect(named.filter((ref) => !known.has(ref))).toEqual([]);
});

test('somebody is on call in every example rotation from its second week on', () => {
  for (const rotation of rotations) expect(whoIsOnCall(rotation, new Date('2026-01-14T00:00Z'))).toBeDefined();
});

test('the example in the documentation has no problem', async () => {
  const text = await readFile(join(import.meta.dirname, '../../docs/on-call.md'), 'utf8');
  const [, yaml = ''] = /```yaml\n(rotations:[^`]+)```/.exec(text) ?? [];

  expect(readRotations(yaml, 'on-call.md')).toMatchObject({ problems: [], rotations: [{ lengthDays: 7 }] });
});
