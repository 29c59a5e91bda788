import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PluginContext } from '#callboard/core/plugins/plugin.ts';
import type { Run } from '#callboard/scaffolder/run.ts';
import { sayProgress } from '#callboard/scaffolder/scaffolder.ts';
import { ada, startScaffolder, type StartedScaffolder } from './start-scaffolder.ts';

const template = `apiVersion: callboard.dev/v1
kind: Template
metadata: { name: note, title: Note }
spec:
  type: service
  steps: [{ id: log, action: debug:log, input: { message: hello } }]
`;

let started: StartedScaffolder;
let context: PluginContext;
beforeAll(async () => {
  started = await startScaffolder({ files: { 'note/template.yaml': template } });
  const holder = { id: 'holder', kind: 'standalone', setup: (given: PluginContext) => void (context = given) } as const;
  await started.core.setUp([{ plugin: holder, isRequired: true }], () => ({}));
});
afterAll(() => started.stop());

/** A run that is kept, as if asked for at an address. */
const runFrom = async (address: Run['address']): Promise<Run> => {
  const { run } = await started.service.create({ template: 'note', values: {}, asker: ada });
  const kept = await started.store.runs.get(run);
  if (!kept) throw new Error('the run is not kept');
  return { ...kept, address };
};

test('where a run stands is said in chat, and not to a command line, which is gone by then', async () => {
  await sayProgress({ context }, await runFrom({ surface: 'terminal', kind: 'person', personId: 'ada' }));
  await sayProgress({ context }, await runFrom({ surface: 'paper', kind: 'place', conversation: 'C1' }));
  await started.whenShown((answer) => answer.kind === 'progress');
  const later = new Date(Date.now() + 60 * 60 * 1000);
  const waiting = await started.store.messages.lease(later, later, 10);
  expect(waiting.filter(({ to }) => to.surface === 'terminal')).toEqual([]);
});
