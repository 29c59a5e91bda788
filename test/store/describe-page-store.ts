import { describe, expect, test } from 'vitest';
import type { Page, Ping } from '#callboard/on-call/page-store.ts';
import { after, freshStore, start, twoInstances, upTo, type CreateDatabase } from './fresh-store.ts';

const pageOf = (id: string, rest: Partial<Page> = {}): Page => ({
  id,
  subject: 'component:default/payments',
  message: 'It is down.',
  asker: { surface: 'slack', personId: 'U1', name: 'Ada' },
  address: { surface: 'slack', kind: 'place', conversation: 'C1' },
  pings: [{ ref: 'user:default/bob', to: { surface: 'slack', kind: 'person', personId: 'U2' } }],
  acknowledgement: undefined,
  createdAt: start,
  ...rest,
});

/** What every page store does. */
export function describePageStore(createDatabase: CreateDatabase): void {
  describe('pages', () => {
    test('a page is read as it was written', async () => {
      const { pages } = await freshStore(createDatabase);
      const acknowledged = pageOf('two', {
        pings: [],
        acknowledgement: { by: { surface: 'discord', personId: 'D1' }, at: after(3) },
      });
      expect(await pages.create(pageOf('one'))).toBe(true);
      expect(await pages.create(acknowledged)).toBe(true);
      expect(await pages.get('one')).toEqual(pageOf('one'));
      expect(await pages.get('two')).toEqual(acknowledged);
      expect(await pages.get('none')).toBeUndefined();
    });

    test('a second page with an id is refused and the first left as it is', async () => {
      const { pages } = await freshStore(createDatabase);
      await pages.create(pageOf('one'));
      expect(await pages.create(pageOf('one', { message: 'Other.' }))).toBe(false);
      expect(await pages.get('one')).toEqual(pageOf('one'));
    });

    test('the first acknowledgement stays; a page that does not exist has none', async () => {
      const { pages } = await freshStore(createDatabase);
      await pages.create(pageOf('one'));
      const first = { by: { surface: 'slack', personId: 'U2' }, at: after(1) };
      const second = { by: { surface: 'slack', personId: 'U3' }, at: after(2) };
      expect(await pages.acknowledge('one', first)).toEqual(first);
      expect(await pages.acknowledge('one', second)).toEqual(first);
      expect((await pages.get('one'))?.acknowledgement).toEqual(first);
      expect(await pages.acknowledge('none', first)).toBeUndefined();
    });

    test('of pings changed at once no change is lost; a page that does not exist has none to change', async () => {
      const [one, other] = await twoInstances(createDatabase);
      const ping = (index: number): Ping => ({
        ref: `user:default/u${index}`,
        to: { surface: 'slack', kind: 'person', personId: `U${index}` },
      });
      await one.pages.create(pageOf('one', { pings: [] }));
      await Promise.all(
        upTo(10).map((index) => (index % 2 ? one : other).pages.changePings('one', (pings) => [...pings, ping(index)])),
      );
      expect((await one.pages.get('one'))?.pings).toHaveLength(10);
      const givenUp = await one.pages.changePings('one', () => [{ ...ping(1), givenUp: 'Gone.' }]);
      expect(givenUp).toEqual(await other.pages.get('one'));
      expect(await one.pages.changePings('none', (pings) => pings)).toBeUndefined();
    });

    test('20 who acknowledge at once all hear of the same one', async () => {
      const [one, other] = await twoInstances(createDatabase);
      await one.pages.create(pageOf('one'));
      const heard = await Promise.all(
        upTo(20).map((index) =>
          (index % 2 ? one : other).pages.acknowledge('one', {
            by: { surface: 'slack', personId: `U${index}` },
            at: after(index),
          }),
        ),
      );
      expect(new Set(heard.map((acknowledgement) => acknowledgement?.by.personId)).size).toBe(1);
    });

    test('of 20 that create one page at once, one is told that it is new', async () => {
      const [one, other] = await twoInstances(createDatabase);
      const outcomes = await Promise.all(
        upTo(20).map((index) => (index % 2 ? one : other).pages.create(pageOf('one'))),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    });
  });
}
