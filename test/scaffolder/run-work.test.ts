import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTemplateFile } from '#callboard/scaffolder/find-template.ts';
import { makeRun } from '#callboard/scaffolder/make-run.ts';
import { workOfRun } from '#callboard/scaffolder/run-work.ts';
import { ada, startScaffolder, type StartedScaffolder } from './start-scaffolder.ts';
import { createLanguages } from '#callboard/scaffolder/template-languages.ts';

const template = `apiVersion: callboard.dev/v1
kind: Template
metadata: { name: note, title: Note }
spec:
  type: note
  steps: [{ id: fetch, name: Files, action: fetch:template, input: { url: ./skeleton } }]
`;

let started: StartedScaffolder;
beforeEach(async () => {
  started = await startScaffolder({ files: { 'note/template.yaml': template, 'note/skeleton/a.txt': 'a' } });
});
afterEach(() => started.stop());

const folder = () => path.join(started.folder, 'catalog', 'note');

/** Keeps a run that another machine began, where the template's files were elsewhere. */
async function takeOver(id: string) {
  const atHand = await readTemplateFile(path.join(folder(), 'template.yaml'), createLanguages());
  const run = makeRun(
    { ...atHand, folder: path.join(started.folder, 'elsewhere') },
    {
      id,
      values: {},
      asker: ada,
      userRef: undefined,
      address: { surface: 'paper', kind: 'place', conversation: 'C1' },
      createdAt: new Date(),
    },
  );
  await started.store.runs.create(run);
  return () => started.store.work.add(workOfRun(id, new Date()));
}

test('a run that goes on where its template has another folder finds the files by the catalog', async () => {
  const goOn = await takeOver('moved');
  await goOn();
  const answer = await started.whenShown((shown) => shown.kind === 'progress' && shown.status !== 'running');
  expect(answer).toMatchObject({ status: 'done' });
});

test('a run whose template has no files any more ends, and says so', async () => {
  const goOn = await takeOver('gone');
  await rm(folder(), { recursive: true });
  await goOn();
  const answer = await started.whenShown((shown) => shown.kind === 'progress' && shown.status !== 'running');
  expect(answer).toMatchObject({
    status: 'failed',
    steps: [{ status: 'failed', detail: "The template's folder is not there any more. Start again." }],
  });
});

test('a run that was begun ten times and never came to an end ends as failed, and says so', async () => {
  await takeOver('endless');
  const { work } = started.store;
  const later = new Date(Date.now() + 3_600_000);
  const { key, kind, payload } = workOfRun('endless', later);
  await work.add({ key, kind, payload, dueAt: later });
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await work.lease([kind], 'crashing', later, new Date(later.getTime() + 1), 1);
    await work.postpone(key, 'crashing', attempt < 9 ? later : new Date());
  }
  const answer = await started.whenShown((shown) => shown.kind === 'progress' && shown.status === 'failed');
  expect(answer).toMatchObject({ lines: ['It was begun 10 times and never came to an end.'] });
  expect((await started.store.runs.get('endless'))?.status).toBe('failed');
});
