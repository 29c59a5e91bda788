import { describe, expect, test } from 'vitest';
import type { WorkItem } from '#callboard/core/work/work.ts';
import { after, freshStore, start, twoInstances, upTo, type CreateDatabase } from './fresh-store.ts';

const workItem = (key: string, item: Partial<WorkItem> = {}): WorkItem => ({
  key,
  kind: 'run',
  payload: { key },
  dueAt: start,
  ...item,
});

/** What every store of due work does. */
export function describeWorkStore(createDatabase: CreateDatabase): void {
  describe('work', () => {
    test('work is leased as it was added, and counts its attempts', async () => {
      const { work } = await freshStore(createDatabase);
      const item = workItem('a', { payload: { text: 'x', list: [1] } });
      expect(await work.add(item)).toBe(true);
      expect(await work.lease(['run'], 'one', start, after(30), 5)).toEqual([{ ...item, attempts: 1 }]);
      expect(await work.lease(['run'], 'one', after(30), after(60), 5)).toEqual([{ ...item, attempts: 2 }]);
    });

    test('adding work with a key that is there changes nothing; once finished it can be added again', async () => {
      const { work } = await freshStore(createDatabase);
      await work.add(workItem('a', { payload: 'first' }));
      expect(await work.add(workItem('a', { payload: 'second' }))).toBe(false);
      expect(await work.lease(['run'], 'one', start, after(30), 5)).toMatchObject([{ payload: 'first' }]);
      await work.finish('a', 'one');
      expect(await work.add(workItem('a', { payload: 'third' }))).toBe(true);
      expect(await work.lease(['run'], 'one', start, after(30), 5)).toMatchObject([{ payload: 'third', attempts: 1 }]);
    });

    test('what is not yet due, of another kind, or beyond the limit is not leased; the longest due comes first', async () => {
      const { work } = await freshStore(createDatabase);
      await work.add(workItem('later', { dueAt: after(20) }));
      await work.add(workItem('other', { kind: 'page' }));
      for (const seconds of [3, 1, 2]) await work.add(workItem(`due ${seconds}`, { dueAt: after(seconds) }));
      const keys = async (limit: number) =>
        (await work.lease(['run', 'refresh'], 'one', after(10), after(40), limit)).map(({ key }) => key);
      expect(await keys(2)).toEqual(['due 1', 'due 2']);
      expect(await keys(2)).toEqual(['due 3']);
      expect(await keys(2)).toEqual([]);
    });

    test('a lease that ended is another’s, and the first can no longer renew, finish or postpone', async () => {
      const [one, other] = await twoInstances(createDatabase);
      await one.work.add(workItem('a'));
      await one.work.lease(['run'], 'one', start, after(30), 5);
      expect(await other.work.lease(['run'], 'other', after(29), after(60), 5)).toEqual([]);
      expect(await one.work.renew('a', 'one', after(40))).toBe(true);
      expect(await other.work.lease(['run'], 'other', after(39), after(60), 5)).toEqual([]);
      expect(await other.work.lease(['run'], 'other', after(40), after(70), 5)).toHaveLength(1);
      expect(await one.work.renew('a', 'one', after(90))).toBe(false);
      await one.work.finish('a', 'one');
      await one.work.postpone('a', 'one', after(1));
      expect(await other.work.renew('a', 'other', after(80))).toBe(true);
      expect(await one.work.lease(['run'], 'one', after(79), after(90), 5)).toEqual([]);
    });

    test('postponed work is due again at its time and not before', async () => {
      const { work } = await freshStore(createDatabase);
      await work.add(workItem('a'));
      await work.lease(['run'], 'one', start, after(300), 5);
      await work.postpone('a', 'one', after(60));
      expect(await work.lease(['run'], 'one', after(59), after(300), 5)).toEqual([]);
      expect(await work.lease(['run'], 'one', after(60), after(300), 5)).toMatchObject([
        { attempts: 2, dueAt: after(60) },
      ]);
    });

    test('work that is put is there; put again before it is taken, it is due then, as new', async () => {
      const { work } = await freshStore(createDatabase);
      await work.put(workItem('a', { payload: 'first' }));
      await work.lease(['run'], 'one', start, after(30), 5);
      await work.postpone('a', 'one', after(600));
      await work.put(workItem('a', { payload: 'second', dueAt: after(10) }));
      expect(await work.lease(['run'], 'one', after(9), after(30), 5)).toEqual([]);
      expect(await work.lease(['run'], 'one', after(10), after(30), 5)).toMatchObject([
        { payload: 'second', attempts: 1 },
      ]);
    });

    test.each(['finish', 'postpone', 'release'] as const)(
      'work that is put again while it is leased stays so, and is due again when its lease ends by %s',
      async (way) => {
        const [one, other] = await twoInstances(createDatabase);
        await one.work.add(workItem('a'));
        await one.work.lease(['run'], 'one', start, after(30), 5);
        await other.work.put(workItem('a', { dueAt: after(5) }));
        expect(await one.work.renew('a', 'one', after(40))).toBe(true);
        expect(await other.work.lease(['run'], 'other', after(39), after(60), 5)).toEqual([]);
        if (way === 'finish') await one.work.finish('a', 'one');
        else if (way === 'postpone') await one.work.postpone('a', 'one', after(600));
        else await one.work.release('one', after(5));
        expect(await other.work.lease(['run'], 'other', after(5), after(60), 5)).toMatchObject([{ attempts: 1 }]);
        await other.work.finish('a', 'other');
        expect(await other.work.lease(['run'], 'other', after(600), after(700), 5)).toEqual([]);
      },
    );

    test('of 20 that put the same work at once none fails, and there is one piece', async () => {
      const [one, other] = await twoInstances(createDatabase);
      await Promise.all(upTo(20).map((index) => (index % 2 ? one : other).work.put(workItem('a'))));
      expect(await one.work.lease(['run'], 'one', start, after(30), 5)).toHaveLength(1);
    });

    test('what an instance releases another takes at once, and only that', async () => {
      const [one, other] = await twoInstances(createDatabase);
      for (const key of ['a', 'b']) await one.work.add(workItem(key));
      await one.work.lease(['run'], 'one', start, after(30), 1);
      await other.work.lease(['run'], 'other', start, after(30), 1);
      expect((await one.work.instances()).toSorted()).toEqual(['one', 'other']);
      await one.work.release('one', after(1));
      expect(await one.work.instances()).toEqual(['other']);
      expect((await other.work.lease(['run'], 'other', after(1), after(30), 5)).map(({ key }) => key)).toEqual(['a']);
    });

    test('40 pieces of work among 20 that lease at once: each is one’s alone, and none is left', async () => {
      const [one, other] = await twoInstances(createDatabase);
      await Promise.all(upTo(40).map((index) => (index % 2 ? one : other).work.add(workItem(`${index}`))));
      const leases = await Promise.all(
        upTo(20).map((index) => (index % 2 ? one : other).work.lease(['run'], `${index}`, start, after(30), 2)),
      );
      const keys = leases.flat().map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys).toHaveLength(40);
    });

    test('of 20 that add the same work at once, one is told that it is new', async () => {
      const [one, other] = await twoInstances(createDatabase);
      const outcomes = await Promise.all(upTo(20).map((index) => (index % 2 ? one : other).work.add(workItem('a'))));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    });
  });
}
