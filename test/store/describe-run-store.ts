import { describe, expect, test } from 'vitest';
import type { Run, RunStep } from '#callboard/scaffolder/run.ts';
import { after, freshStore, start, twoInstances, upTo, type CreateDatabase } from './fresh-store.ts';

const runStep = (id: string, rest: Partial<RunStep> = {}): RunStep => ({
  id,
  name: `Step ${id}`,
  action: 'debug:log',
  status: 'waiting',
  output: {},
  calls: [],
  message: undefined,
  ...rest,
});

const runOf = (id: string, rest: Partial<Run> = {}): Run => ({
  id,
  templateRef: 'template:default/service',
  templateTitle: 'A service',
  template: { kind: 'Template', spec: { steps: [1, null, 'x'] } },
  templateFolder: '/templates/service',
  templateCommit: 'f00d',
  values: { name: 'x', tags: ['a'], replicas: 2 },
  asker: { surface: 'slack', personId: 'U1', name: 'Ada' },
  userRef: 'user:default/ada',
  address: { surface: 'slack', kind: 'person', personId: 'U1' },
  status: 'waiting',
  steps: ['z', 'a', 'm'].map((step) => runStep(step)),
  output: {},
  createdAt: start,
  endedAt: undefined,
  ...rest,
});

/** What every run store does. */
export function describeRunStore(createDatabase: CreateDatabase): void {
  describe('runs', () => {
    test('a run is read as it was written, its steps in their order', async () => {
      const { runs } = await freshStore(createDatabase);
      const anonymous = runOf('two', {
        asker: { surface: 'terminal', personId: 'root' },
        userRef: undefined,
        templateCommit: undefined,
        steps: [],
        endedAt: after(5),
        status: 'failed',
      });
      expect(await runs.create(runOf('one'))).toBe(true);
      expect(await runs.create(anonymous)).toBe(true);
      expect(await runs.get('one')).toEqual(runOf('one'));
      expect(await runs.get('two')).toEqual(anonymous);
      expect(await runs.get('none')).toBeUndefined();
    });

    test('a second run with an id is refused and the first left as it is', async () => {
      const { runs } = await freshStore(createDatabase);
      await runs.create(runOf('one'));
      expect(await runs.create(runOf('one', { status: 'done', steps: [runStep('other')] }))).toBe(false);
      expect(await runs.get('one')).toEqual(runOf('one'));
    });

    test('a step and the status are written alone', async () => {
      const { runs } = await freshStore(createDatabase);
      await runs.create(runOf('one'));
      const failed = runStep('a', {
        status: 'failed',
        output: { url: 'https://x' },
        calls: [{ input: { name: 'x' }, output: { url: 'https://x' } }, { input: { name: 'y' } }],
        message: 'It is taken.',
      });
      await runs.putStep('one', failed);
      await runs.putStatus('one', 'failed', { links: [] }, after(9));
      expect(await runs.get('one')).toEqual(
        runOf('one', {
          steps: [runStep('z'), failed, runStep('m')],
          status: 'failed',
          output: { links: [] },
          endedAt: after(9),
        }),
      );
      await runs.putStep('one', runStep('a', { status: 'running' }));
      expect((await runs.get('one'))?.steps[1]).toEqual(runStep('a', { status: 'running' }));
    });

    test('writing to a run that does not exist is a fault', async () => {
      const { runs } = await freshStore(createDatabase);
      await expect(runs.putStep('none', runStep('a'))).rejects.toThrow();
      await expect(runs.putStatus('none', 'done', {}, start)).rejects.toThrow();
    });

    test('the latest runs come newest first, all or those of one asker', async () => {
      const { runs } = await freshStore(createDatabase);
      for (const index of upTo(4)) {
        await runs.create(
          runOf(`r${index}`, {
            createdAt: after(index),
            asker: { surface: index === 3 ? 'discord' : 'slack', personId: index % 2 ? 'U1' : 'U2' },
          }),
        );
      }
      const ids = (found: readonly Run[]) => found.map(({ id }) => id);
      expect(ids(await runs.latest(3))).toEqual(['r3', 'r2', 'r1']);
      expect(ids(await runs.latest(9, { surface: 'slack', personId: 'U1' }))).toEqual(['r1']);
      expect((await runs.latest(1))[0]?.steps.map(({ id }) => id)).toEqual(['z', 'a', 'm']);
    });

    test('20 runs at once are written step by step', async () => {
      const [one, other] = await twoInstances(createDatabase);
      await Promise.all(
        upTo(20).map(async (index) => {
          const { runs } = index % 2 ? one : other;
          const id = `r${index}`;
          await runs.create(runOf(id));
          for (const step of ['z', 'a', 'm']) {
            await runs.putStep(id, runStep(step, { status: 'running' }));
            await runs.putStep(id, runStep(step, { status: 'done', output: { step } }));
          }
          await runs.putStatus(id, 'done', { id }, after(index));
        }),
      );
      const runs = await one.runs.latest(50);
      expect(runs).toHaveLength(20);
      expect(runs.every((run) => run.status === 'done' && run.steps.every(({ status }) => status === 'done'))).toBe(
        true,
      );
    });

    test('of 20 that create one run at once, one is told that it is new', async () => {
      const [one, other] = await twoInstances(createDatabase);
      const outcomes = await Promise.all(upTo(20).map((index) => (index % 2 ? one : other).runs.create(runOf('same'))));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect((await one.runs.get('same'))?.steps).toHaveLength(3);
    });
  });
}
