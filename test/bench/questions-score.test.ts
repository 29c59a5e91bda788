import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DirectoryInMemory } from '#callboard/catalog/directory-in-memory.ts';
import { readQuestions, scoreQuestions } from '../../bench/ask-questions.ts';
import { generateCompany } from '../../bench/generate-company.ts';
import { loadDirectory } from '../../bench/load-directory.ts';
import { questionCompany } from '../../bench/measure-search.ts';

let folder: string;
const companies: { readonly name: string; readonly directory: DirectoryInMemory }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-questions-'));
  await generateCompany(folder, questionCompany);
  companies.push(
    { name: 'example', directory: await loadDirectory(join(import.meta.dirname, '../../examples')) },
    { name: 'generated', directory: await loadDirectory(folder) },
  );
});
afterAll(() => rm(folder, { recursive: true }));

describe.each([
  ['that the search is tuned on', ''],
  ['that are held out', '-held-out'],
])('of the questions %s', (_, part) => {
  test('97 in 100 are answered rightly, and nothing absent is taken to be there', async () => {
    const scores = await Promise.all(
      companies.map(({ name, directory }) => scoreQuestions(readQuestions(`${name}${part}`), directory)),
    );
    const asked = scores.reduce((sum, score) => sum + score.asked, 0);
    const right = scores.reduce((sum, score) => sum + score.right, 0);
    expect(scores.flatMap(({ confidentlyWrong }) => confidentlyWrong)).toEqual([]);
    expect(asked).toBeGreaterThan(100);
    expect(right / asked).toBeGreaterThanOrEqual(0.97);
  });

  test('each is about something that is there', () => {
    const missing = companies.flatMap(({ name, directory }) =>
      readQuestions(`${name}${part}`)
        .flatMap(({ refs }) => refs)
        .filter((ref) => directory.get(ref) === undefined),
    );
    expect(missing).toEqual([]);
  });
});

test('a generated company has as many entities as were asked for, and its root Location', async () => {
  const counts = await generateCompany(folder, questionCompany);
  expect(counts.entities).toBeGreaterThanOrEqual(questionCompany.entities);
  expect(companies[1]?.directory.size()).toBe(counts.entities + 1);
});
