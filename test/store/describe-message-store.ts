import { describe, expect, test } from 'vitest';
import type { Answer } from '#callboard/core/answers/answer.ts';
import type { OutgoingMessage } from '#callboard/core/messages/outbox.ts';
import type { Store } from '#callboard/store/open-store.ts';
import { after, freshStore, start, twoInstances, upTo, type CreateDatabase } from './fresh-store.ts';

const refusal = (message: string): Answer => ({ kind: 'refusal', code: 'none', message });

const outgoing = (key: string, text = 'hello', rest: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  key,
  to: { surface: 'slack', kind: 'place', conversation: 'C1', thread: '1.2' },
  answer: refusal(text),
  ...rest,
});

const lease = ({ messages }: Store, seconds = 0, limit = 10) =>
  messages.lease(after(seconds), after(seconds + 30), limit);

/** What every store of outgoing messages does. */
export function describeMessageStore(createDatabase: CreateDatabase): void {
  describe('messages', () => {
    test('a message is leased as it was said, once', async () => {
      const store = await freshStore(createDatabase);
      await store.messages.put(outgoing('a', 'hello', { notAfter: after(60) }), start);
      expect(await lease(store)).toEqual([
        { ...outgoing('a'), notAfter: after(60), wanted: 1, shown: 0, posted: undefined, attempts: 1 },
      ]);
      expect(await lease(store, 29)).toEqual([]);
      expect(await lease(store, 30)).toMatchObject([{ key: 'a', attempts: 2 }]);
    });

    test('messages come in the order in which they were said, up to the limit', async () => {
      const store = await freshStore(createDatabase);
      for (const key of ['c', 'a', 'b']) await store.messages.put(outgoing(key), start);
      expect((await lease(store, 0, 2)).map(({ key }) => key)).toEqual(['c', 'a']);
      expect((await lease(store, 0, 2)).map(({ key }) => key)).toEqual(['b']);
    });

    test('what was delivered is not leased again until it is said again: then it edits what was posted', async () => {
      const store = await freshStore(createDatabase);
      await store.messages.put(outgoing('a', 'one', { notAfter: after(5) }), start);
      await lease(store);
      await store.messages.delivered('a', 1, 'C1/17', start);
      expect(await lease(store, 100)).toEqual([]);
      await store.messages.put(outgoing('a', 'two'), after(101));
      expect(await lease(store, 101)).toMatchObject([
        { answer: refusal('two'), wanted: 2, shown: 1, posted: 'C1/17', notAfter: undefined, attempts: 1 },
      ]);
    });

    test('what is said while the last is being delivered is leased after it, with what was posted', async () => {
      const store = await freshStore(createDatabase);
      await store.messages.put(outgoing('a', 'one'), start);
      await lease(store);
      await store.messages.put(outgoing('a', 'two'), after(1));
      expect(await lease(store, 1)).toEqual([]);
      await store.messages.delivered('a', 1, 'C1/17', start);
      expect(await lease(store, 2)).toMatchObject([{ answer: refusal('two'), wanted: 2, shown: 1, posted: 'C1/17' }]);
    });

    test('what is said after a delivery waits until it may be edited, on every instance', async () => {
      const [one, other] = await twoInstances(createDatabase);
      await one.messages.put(outgoing('a', 'one'), start);
      await lease(one);
      await one.messages.delivered('a', 1, 'C1/17', after(10));
      await other.messages.put(outgoing('a', 'two'), after(5));
      expect(await lease(other, 9)).toEqual([]);
      expect(await lease(other, 10)).toMatchObject([{ answer: refusal('two'), posted: 'C1/17' }]);
    });

    test('a delivery recorded late does not undo a later one', async () => {
      const store = await freshStore(createDatabase);
      await store.messages.put(outgoing('a', 'one'), start);
      await store.messages.put(outgoing('a', 'two'), start);
      await lease(store);
      await store.messages.delivered('a', 2, 'second', start);
      await store.messages.delivered('a', 1, 'first', start);
      await store.messages.put(outgoing('a', 'three'), after(1));
      expect(await lease(store, 1)).toMatchObject([{ shown: 2, posted: 'second', wanted: 3 }]);
    });

    test('a postponed message comes at its time and not before, even if it is said again', async () => {
      const store = await freshStore(createDatabase);
      await store.messages.put(outgoing('a'), start);
      await lease(store);
      await store.messages.postponed('a', after(20), 'the platform asks for patience');
      await store.messages.put(outgoing('a', 'two'), after(5));
      expect(await lease(store, 19)).toEqual([]);
      expect(await lease(store, 20)).toMatchObject([{ answer: refusal('two'), wanted: 2, attempts: 2 }]);
    });

    test('a message that is put off comes at its time, and counts no attempt', async () => {
      const store = await freshStore(createDatabase);
      await store.messages.put(outgoing('a'), start);
      await lease(store);
      await store.messages.putOff('a', after(20), 'the platform takes no more');
      expect(await lease(store, 19)).toEqual([]);
      expect(await lease(store, 20)).toMatchObject([{ wanted: 1, attempts: 1 }]);
    });

    test('a message given up is not leased again unless it is said again', async () => {
      const store = await freshStore(createDatabase);
      await store.messages.put(outgoing('a'), start);
      await lease(store);
      await store.messages.abandoned('a', 1, 'no such channel');
      expect(await lease(store, 1000)).toEqual([]);
      await store.messages.put(outgoing('a', 'two'), after(1000));
      expect(await lease(store, 1000)).toMatchObject([{ answer: refusal('two'), attempts: 1 }]);
    });

    test('pruning deletes what ended before, and never what is still to be said', async () => {
      let now = start;
      const store = await freshStore(createDatabase, { now: () => now });
      for (const key of ['delivered', 'given up', 'late', 'waiting']) await store.messages.put(outgoing(key), start);
      await lease(store);
      await store.messages.delivered('delivered', 1, 'p1', start);
      await store.messages.abandoned('given up', 1, 'why');
      now = after(100);
      await store.messages.delivered('late', 1, 'p2', start);
      await store.messages.prune(after(50));
      for (const key of ['delivered', 'given up', 'late', 'waiting'])
        await store.messages.put(outgoing(key), after(200));
      const leased = await lease(store, 200);
      expect(Object.fromEntries(leased.map(({ key, wanted }) => [key, wanted]))).toEqual({
        delivered: 1,
        'given up': 1,
        late: 2,
        waiting: 2,
      });
    });

    test('20 that say different messages at once and 20 that lease them: each is one’s alone', async () => {
      const [one, other] = await twoInstances(createDatabase);
      await Promise.all(upTo(20).map((index) => (index % 2 ? one : other).messages.put(outgoing(`${index}`), start)));
      const leases = await Promise.all(upTo(20).map((index) => lease(index % 2 ? one : other, 0, 1)));
      expect(new Set(leases.flat().map(({ key }) => key)).size).toBe(20);
      expect(leases.flat()).toHaveLength(20);
    });

    test('of 20 that say a message under one key at once, all are counted', async () => {
      const [one, other] = await twoInstances(createDatabase);
      await Promise.all(upTo(20).map((index) => (index % 2 ? one : other).messages.put(outgoing('a'), start)));
      expect(await lease(one)).toMatchObject([{ key: 'a', wanted: 20 }]);
    });
  });
}
