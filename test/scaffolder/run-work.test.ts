import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTemplateFile } from '#callboard/scaffolder/find-template.ts';
import { makeRun } from '#callboard/scaffolder/make-run.ts';
import { workOfRun } from '#callboard/scaffolder/run-work.ts';
import { ada, startScaffolder, type StartedScaffolder } from './start-scaffolder.ts';

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
  const atHand = await readTemplateFile(path.join(folder(), 'template.yaml'));
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
