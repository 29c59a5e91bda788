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
  secrets: { token: 'sealed:1:0:0' },
  asker: { surface: 'slack', personId: 'U1', name: 'Ada' },
  userRef: 'user:default/ada',
  address: { surface: 'slack', kind: 'person', personId: 'U1' },
  status: 'waiting',
  message: undefined,
  approval: {
    approvers: ['group:default/platform'],
    count: 2,
    expiresAt: '2026-01-01T00:00:00.000Z',
    requests: [{ surface: 'slack', kind: 'place', conversation: '#platform' }],
  },
  steps: ['z', 'a', 'm'].map((step) => runStep(step)),
  output: {},
  createdAt: start,
  startedAt: undefined,
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
        secrets: {},
        message: 'It did not go well.',
        approval: undefined,
        startedAt: after(1),
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

    test('all that are done are read in batches, newest first, each once', async () => {
      const { runs } = await freshStore(createDatabase);
      const ids = Array.from({ length: 205 }, (_, index) => `run-${String(index).padStart(3, '0')}`);
      // Several of the same moment, as on a busy day.
      for (const [index, id] of ids.entries()) {
        await runs.create(runOf(id, { status: 'done', createdAt: after(Math.floor(index / 10)) }));
      }
      await runs.create(runOf('failed', { status: 'failed' }));
      const read: string[] = [];
      for await (const batch of runs.done()) {
        expect(batch.length).toBeLessThanOrEqual(100);
        read.push(...batch.map(({ id }) => id));
      }
      expect(read).toEqual(ids.toReversed());
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
      expect(await runs.move('one', ['waiting'], { status: 'running', startedAt: after(1), message: 'x' })).toBe(true);
      const ended = { status: 'failed', output: { links: [] }, endedAt: after(9), message: null, secrets: {} } as const;
      expect(await runs.move('one', ['waiting', 'running'], ended)).toBe(true);
      expect(await runs.get('one')).toEqual(
        runOf('one', {
          steps: [runStep('z'), failed, runStep('m')],
          status: 'failed',
          output: { links: [] },
          startedAt: after(1),
          endedAt: after(9),
          secrets: {},
        }),
      );
      expect(await runs.statusOf('one')).toBe('failed');
      expect(await runs.statusOf('none')).toBeUndefined();
      await runs.putStep('one', runStep('a', { status: 'running' }));
      expect((await runs.get('one'))?.steps[1]).toEqual(runStep('a', { status: 'running' }));
    });

    test('a run is moved with its steps, from where it stands and from nowhere else', async () => {
      const { runs } = await freshStore(createDatabase);
      await runs.create(runOf('one', { status: 'failed', endedAt: after(9), message: 'x' }));
      const steps = [runStep('a', { status: 'done' })];
      expect(await runs.move('one', ['running', 'done'], { status: 'waiting', steps })).toBe(false);
      expect(await runs.get('one')).toEqual(runOf('one', { status: 'failed', endedAt: after(9), message: 'x' }));
      expect(await runs.move('one', ['failed'], { status: 'waiting', steps, endedAt: null, message: null })).toBe(true);
      expect(await runs.get('one')).toEqual(runOf('one', { steps: [runStep('z'), ...steps, runStep('m')] }));
      expect(await runs.move('none', ['failed'], { status: 'waiting' })).toBe(false);
    });

    test('of 20 that move a run at once, one does', async () => {
      const [one, other] = await twoInstances(createDatabase);
      await one.runs.create(runOf('same'));
      const moved = await Promise.all(
        upTo(20).map((index) => (index % 2 ? one : other).runs.move('same', ['waiting'], { status: 'running' })),
      );
      expect(moved.filter(Boolean)).toHaveLength(1);
    });

    test('writing a step of a run that does not exist is a fault', async () => {
      const { runs } = await freshStore(createDatabase);
      await expect(runs.putStep('none', runStep('a'))).rejects.toThrow();
    });

    test('the latest lines of a run are kept, as many as are asked for', async () => {
      const { runs } = await freshStore(createDatabase);
      await runs.create(runOf('one'));
      await runs.create(runOf('two'));
      const lines = upTo(5).map((index) => ({ stepId: 'a', at: after(index), text: `line ${index}` }));
      await runs.addLines('two', lines, 9);
      await runs.addLines('one', lines.slice(0, 3), 4);
      await runs.addLines('one', lines.slice(3), 4);
      expect(await runs.lines('one', 9)).toEqual(lines.slice(1));
      expect(await runs.lines('one', 1)).toEqual(lines.slice(4));
      expect(await runs.lines('two', 9)).toHaveLength(5);
    });

    test('one decision of each person is kept, also of two at once', async () => {
      const [one, other] = await twoInstances(createDatabase);
      await one.runs.create(runOf('one'));
      const decision = { userRef: 'user:default/ada', isApproved: true, reason: undefined, decidedAt: after(1) };
      const declined = { userRef: 'user:default/bo', isApproved: false, reason: 'No.', decidedAt: after(2) };
      const kept = await Promise.all([one.runs.decide('one', decision), other.runs.decide('one', decision)]);
      expect(kept.filter(Boolean)).toHaveLength(1);
      expect(await one.runs.decide('one', declined)).toBe(true);
      expect(await other.runs.decisions('one')).toEqual([decision, declined]);
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
          await runs.move(id, ['waiting'], { status: 'done', output: { id }, endedAt: after(index) });
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
