import { describe, expect, test } from 'vitest';
import { after, freshStore, start, twoInstances, upTo, type CreateDatabase } from './fresh-store.ts';

/** What every record store does. */
export function describeRecordStore(createDatabase: CreateDatabase): void {
  describe('records', () => {
    test('a record is read as it was written, in its namespace alone', async () => {
      const { records } = await freshStore(createDatabase);
      const value = { text: 'Grüße\u0000 🎭 "x"', list: [1, 2.5, null, true, { a: {} }] };
      await records.namespace('one').put('key', value);
      expect((await records.namespace('one').get('key'))?.value).toEqual(value);
      expect(await records.namespace('other').get('key')).toBeUndefined();
    });

    test('a null value is a record', async () => {
      const records = (await freshStore(createDatabase)).records.namespace('one');
      await records.put('key', null);
      expect(await records.get('key')).toMatchObject({ value: null });
    });

    test('the revision changes with every write, and is new after a removal', async () => {
      const records = (await freshStore(createDatabase)).records.namespace('one');
      const revisions = new Set<number | undefined>();
      for (const value of [1, 2, 3]) {
        await records.put('key', value);
        revisions.add((await records.get('key'))?.revision);
        if (value === 2) await records.remove('key');
      }
      expect(revisions.size).toBe(3);
    });

    test('compare-and-set writes where the revision is still the same, and else leaves the record alone', async () => {
      const records = (await freshStore(createDatabase)).records.namespace('one');
      await records.put('key', 'first');
      const revision = (await records.get('key'))?.revision;
      expect(await records.compareAndSet('key', revision, 'second')).toBe(true);
      expect(await records.compareAndSet('key', revision, 'third')).toBe(false);
      expect(await records.compareAndSet('absent', revision, 'x')).toBe(false);
      expect((await records.get('key'))?.value).toBe('second');
      expect(await records.get('absent')).toBeUndefined();
    });

    test('compare-and-set without a revision writes where there is no record', async () => {
      const records = (await freshStore(createDatabase)).records.namespace('one');
      expect(await records.compareAndSet('key', undefined, 'first')).toBe(true);
      expect(await records.compareAndSet('key', undefined, 'second')).toBe(false);
      expect((await records.get('key'))?.value).toBe('first');
    });

    test('of 20 that compare and set at once, one writes', async () => {
      const [one, other] = await twoInstances(createDatabase);
      const outcomes = await Promise.all(
        upTo(20).map((index) =>
          (index % 2 ? one : other).records.namespace('one').compareAndSet('key', undefined, index),
        ),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect((await one.records.namespace('one').get('key'))?.value).toBe(outcomes.indexOf(true));
    });

    test('20 that write different records at once all do', async () => {
      const [one, other] = await twoInstances(createDatabase);
      await Promise.all(
        upTo(20).map((index) => (index % 2 ? one : other).records.namespace('one').put(`${index}`, index)),
      );
      const all = await one.records.namespace('one').all();
      expect(all.size).toBe(20);
      expect(new Set([...all.values()].map(({ revision }) => revision)).size).toBe(20);
    });

    test('20 that write one record at once all do, one after another', async () => {
      const [one, other] = await twoInstances(createDatabase);
      await Promise.all(upTo(20).map((index) => (index % 2 ? one : other).records.namespace('one').put('key', index)));
      expect((await one.records.namespace('one').all()).size).toBe(1);
    });

    test('of several that remove a record at once, one is told that there was one', async () => {
      const [one, other] = await twoInstances(createDatabase);
      await one.records.namespace('one').put('key', 1);
      const outcomes = await Promise.all(
        upTo(6).map((index) => (index % 2 ? one : other).records.namespace('one').remove('key')),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    });

    test('a record past its expiry is as good as gone, and can be written anew', async () => {
      let now = start;
      const records = (await freshStore(createDatabase, { now: () => now })).records.namespace('one');
      await records.put('key', 'old', after(10));
      await records.put('lasting', 'kept');
      const revision = (await records.get('key'))?.revision;
      now = after(10);
      expect(await records.get('key')).toBeUndefined();
      expect([...(await records.all()).keys()]).toEqual(['lasting']);
      expect(await records.remove('key')).toBe(false);
      expect(await records.compareAndSet('key', revision, 'x')).toBe(false);
      expect(await records.compareAndSet('key', undefined, 'new', after(20))).toBe(true);
      expect((await records.get('key'))?.value).toBe('new');
    });

    test('a record written again without an expiry no longer expires', async () => {
      let now = start;
      const records = (await freshStore(createDatabase, { now: () => now })).records.namespace('one');
      await records.put('key', 'old', after(10));
      await records.put('key', 'new');
      now = after(11);
      expect((await records.get('key'))?.value).toBe('new');
    });

    test('pruning deletes what has expired and nothing else', async () => {
      const store = await freshStore(createDatabase);
      const records = store.records.namespace('one');
      await records.put('soon', 1, after(10));
      await records.put('late', 2, after(30));
      await records.put('lasting', 3);
      await store.records.prune(after(20));
      expect([...(await records.all()).keys()]).toEqual(['late', 'lasting'].toSorted());
    });
  });
}
