import { describe, expect, test } from 'vitest';
import type { Source, StoredEntity, SyncPlan } from '#callboard/catalog/catalog-store.ts';
import type { KnownFile } from '#callboard/catalog/file-reading.ts';
import type { Problem } from '#callboard/catalog/problem.ts';
import { after, freshStore, start, twoInstances, upTo, type CreateDatabase } from './fresh-store.ts';

const stored = (name: string, digest = 'one', sourceId = 'source'): StoredEntity => ({
  ref: `component:default/${name}`,
  entity: {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, title: `Größe ${digest} 🎭` },
    spec: { owner: 'team', nested: { list: [1, null] } },
  },
  origin: { sourceId, file: `${name}.yaml`, document: 2, viewUrl: `https://git.example/${name}.yaml` },
  digest,
});

const plan = (rest: Partial<SyncPlan>): SyncPlan => ({
  sourceId: 'source',
  added: [],
  changed: [],
  removed: [],
  marked: [],
  unchangedCount: 0,
  problems: [],
  files: { written: [], removed: [] },
  memory: undefined,
  ...rest,
});

const known = (path: string, tree = ''): KnownFile => ({
  tree,
  path,
  version: 'one',
  ...(tree !== '' && { viewUrl: `https://git.example/${path}` }),
  reading: {
    documentCount: 2,
    entities: [{ ref: 'component:default/a', document: 0, line: 4, column: 9, digest: 'one' }],
    rejected: [null],
    problems: [problem],
    targets: [],
    included: [{ target: './a.json', version: 'x' }],
  },
  targetProblems: [problem],
});

const problem: Problem = { file: 'a.yaml', document: 0, line: 3, column: 5, path: 'spec.owner', message: 'Name one.' };
const source: Source = { id: 'source', origin: 'configured', target: { kind: 'file', glob: '/catalog/**' } };

/** What every catalog store does. */
export function describeCatalogStore(createDatabase: CreateDatabase): void {
  describe('catalog', () => {
    test('a source is kept as it was put, and replaced by the next with its id', async () => {
      const { catalog } = await freshStore(createDatabase);
      const git: Source = {
        id: 'git',
        origin: 'registered',
        target: { kind: 'git', url: 'https://git.example/x.git', paths: ['a.yaml', 'b/**'] },
      };
      await catalog.putSource(source);
      await catalog.putSource(git);
      await catalog.putSource({ ...source, origin: 'example' });
      expect(await catalog.sources()).toEqual([git, { ...source, origin: 'example' }]);
    });

    test('entities are read back as they were written, with the revision of their sync', async () => {
      const { catalog } = await freshStore(createDatabase);
      const revision = await catalog.applySync(plan({ added: [stored('a'), stored('b')] }), start);
      expect(revision).toBe(1);
      expect(await catalog.changesSince(0)).toEqual({ revision, written: [stored('a'), stored('b')], removed: [] });
      expect(await catalog.changesSince(revision)).toEqual({ revision, written: [], removed: [] });
    });

    test('text with quotes, line ends, zeros and half characters is read back as it was written', async () => {
      const { catalog } = await freshStore(createDatabase);
      const odd = 'a"b\'c\\d\n\u2028\u0000 \ud83c $1 %s \ufeff';
      const one = stored('a');
      const entity = { ...one.entity, metadata: { ...one.entity.metadata, description: odd } };
      await catalog.applySync(plan({ added: [{ ...one, entity }] }), start);
      expect((await catalog.changesSince(0)).written[0]?.entity.metadata.description).toBe(odd);
    });

    test('another instance reads only what changed since its revision, and what was removed', async () => {
      const [one, other] = await twoInstances(createDatabase);
      await one.catalog.applySync(plan({ added: upTo(5).map((index) => stored(`e${index}`)) }), start);
      const { revision } = await other.catalog.changesSince(0);
      await one.catalog.applySync(
        plan({ added: [stored('new')], changed: [stored('e1', 'two')], removed: ['component:default/e2'] }),
        after(1),
      );
      expect(await other.catalog.changesSince(revision)).toEqual({
        revision: 2,
        written: [stored('e1', 'two'), stored('new')],
        removed: ['component:default/e2'],
      });
      expect((await other.catalog.changesSince(0)).removed).toEqual([]);
    });

    test('a removed entity that is put back is written, no longer removed', async () => {
      const { catalog } = await freshStore(createDatabase);
      await catalog.applySync(plan({ added: [stored('a')] }), start);
      await catalog.applySync(plan({ removed: ['component:default/a'] }), after(1));
      expect((await catalog.changesSince(0)).written).toEqual([]);
      await catalog.applySync(plan({ sourceId: 'other', added: [stored('a', 'two', 'other')] }), after(2));
      expect(await catalog.changesSince(1)).toEqual({
        revision: 3,
        written: [stored('a', 'two', 'other')],
        removed: [],
      });
    });

    test('a removed entity leaves its marker for 30 days', async () => {
      const { catalog } = await freshStore(createDatabase);
      const days = (count: number) => after(count * 24 * 60 * 60);
      await catalog.applySync(plan({ added: ['a', 'b'].map((name) => stored(name)) }), start);
      await catalog.applySync(plan({ removed: ['component:default/a'] }), days(1));
      await catalog.applySync(plan({ removed: ['component:default/b'] }), days(20));
      await catalog.applySync(plan({ added: [stored('c')] }), days(30));
      expect((await catalog.changesSince(1)).removed).toEqual(['component:default/a', 'component:default/b']);
      await catalog.applySync(plan({ changed: [stored('c', 'two')] }), days(32));
      expect((await catalog.changesSince(1)).removed).toEqual(['component:default/b']);
    });

    test('a plan that changes nothing writes nothing; one that changes only problems keeps the revision', async () => {
      const { catalog } = await freshStore(createDatabase);
      expect(await catalog.applySync(plan({}), start)).toBe(0);
      await catalog.applySync(plan({ added: [stored('a')], problems: [problem] }), start);
      expect(await catalog.applySync(plan({ unchangedCount: 1, problems: [problem] }), after(1))).toBe(1);
      expect(await catalog.problems()).toEqual(new Map([['source', [problem]]]));
      expect(await catalog.applySync(plan({ unchangedCount: 1 }), after(2))).toBe(1);
      expect((await catalog.problems()).get('source') ?? []).toEqual([]);
    });

    test('a source removes only what is its own', async () => {
      const { catalog } = await freshStore(createDatabase);
      await catalog.applySync(plan({ added: [stored('a')] }), start);
      await catalog.applySync(plan({ sourceId: 'other', removed: ['component:default/a'] }), after(1));
      expect((await catalog.changesSince(0)).written).toHaveLength(1);
    });

    test('why an entity stands is kept with it, until it changes', async () => {
      const { catalog } = await freshStore(createDatabase);
      const standing = { kind: 'broken', since: start.toISOString() } as const;
      const [a, b] = ['component:default/a', 'component:default/b'];
      await catalog.applySync(plan({ added: [stored('a'), stored('b')] }), start);
      await catalog.applySync(plan({ marked: [a, b].map((ref) => ({ ref, standing })) }), start);
      expect(await catalog.changesSince(1)).toMatchObject({
        revision: 2,
        written: [
          { ref: a, standing },
          { ref: b, standing },
        ],
      });
      await catalog.applySync(
        plan({ changed: [stored('a', 'two')], marked: [{ ref: b, standing: undefined }] }),
        after(1),
      );
      expect((await catalog.changesSince(2)).written).toEqual([stored('a', 'two'), stored('b')]);
      await catalog.applySync(plan({ sourceId: 'other', marked: [{ ref: a, standing }] }), after(2));
      expect((await catalog.changesSince(3)).written).toEqual([]);
    });

    test('files are read back as they were written, replaced and removed one by one', async () => {
      const { catalog } = await freshStore(createDatabase);
      const [a, b] = [known('a.yaml'), known('b.yaml', 'other tree')];
      await catalog.applySync(plan({ files: { written: [a, b], removed: [] } }), start);
      await catalog.applySync(plan({ sourceId: 'two', files: { written: [a], removed: [] } }), start);
      expect(await catalog.files('source')).toEqual([a, b]);
      const changed = { ...a, version: 'two' };
      await catalog.applySync(plan({ files: { written: [changed], removed: [b] } }), start);
      expect(await catalog.files('source')).toEqual([changed]);
      await catalog.removeSource('source', start);
      expect(await catalog.files('source')).toEqual([]);
      expect(await catalog.files('two')).toEqual([a]);
    });

    test('what a sync leaves to the next is kept, also when the source is put anew', async () => {
      const { catalog } = await freshStore(createDatabase);
      const memory = { readBy: 'one', versions: { '': 'abc' }, host: { pages: [1] } };
      await catalog.putSource(source);
      expect(await catalog.memory('source')).toBeUndefined();
      await catalog.applySync(plan({ memory }), start);
      await catalog.applySync(plan({ problems: [problem] }), start);
      expect(await catalog.memory('source')).toEqual(memory);
      await catalog.putSource({ ...source, origin: 'registered' });
      expect(await catalog.memory('source')).toEqual(memory);
    });

    test('removing a source takes its entities and problems with it and leaves markers', async () => {
      const { catalog } = await freshStore(createDatabase);
      await catalog.putSource(source);
      await catalog.applySync(plan({ added: [stored('a')], problems: [problem] }), start);
      await catalog.applySync(plan({ sourceId: 'other', added: [stored('b', 'one', 'other')] }), start);
      expect(await catalog.removeSource('source', after(1))).toBe(3);
      expect(await catalog.changesSince(2)).toEqual({ revision: 3, written: [], removed: ['component:default/a'] });
      expect(await catalog.sources()).toEqual([]);
      expect(await catalog.problems()).toEqual(new Map());
      expect((await catalog.changesSince(0)).written.map(({ ref }) => ref)).toEqual(['component:default/b']);
    });

    test('the store is empty until there is a source or an entity, and again when they are gone', async () => {
      const { catalog } = await freshStore(createDatabase);
      expect(await catalog.isEmpty()).toBe(true);
      await catalog.putSource(source);
      expect(await catalog.isEmpty()).toBe(false);
      await catalog.removeSource('source', start);
      expect(await catalog.isEmpty()).toBe(true);
      await catalog.applySync(plan({ added: [stored('a')] }), start);
      expect(await catalog.isEmpty()).toBe(false);
      await catalog.applySync(plan({ removed: ['component:default/a'] }), start);
      expect(await catalog.isEmpty()).toBe(true);
    });

    test('5,000 entities are written, changed, removed and read in batches', async () => {
      const { catalog } = await freshStore(createDatabase);
      const names = upTo(5000).map((index) => `e${index}`);
      await catalog.applySync(plan({ added: names.map((name) => stored(name)) }), start);
      await catalog.applySync(
        plan({
          changed: names.slice(0, 2500).map((name) => stored(name, 'two')),
          removed: names.slice(2500).map((name) => `component:default/${name}`),
        }),
        after(1),
      );
      const { written, removed } = await catalog.changesSince(1);
      expect(new Set(written.map(({ ref }) => ref)).size).toBe(2500);
      expect(new Set(removed).size).toBe(2500);
    });

    test('20 syncs at once get revisions of their own, and none of their changes is missed', async () => {
      const [one, other] = await twoInstances(createDatabase);
      const revisions = await Promise.all(
        upTo(20).map((index) =>
          (index % 2 ? one : other).catalog.applySync(
            plan({ sourceId: `s${index}`, added: [stored(`e${index}`, 'one', `s${index}`)] }),
            start,
          ),
        ),
      );
      expect(revisions.toSorted((a, b) => a - b)).toEqual(upTo(20).map((index) => index + 1));
      expect((await one.catalog.changesSince(0)).written).toHaveLength(20);
    });

    test('a sync that fails midway leaves nothing behind, also of what was read beside it', async () => {
      const { catalog } = await freshStore(createDatabase);
      const refused = { ...stored('b'), origin: { ...stored('b').origin, document: Number.NaN } };
      const failing = catalog.applySync(plan({ added: [stored('a'), refused] }), start);
      const beside = catalog.putSource(source);
      await expect(failing).rejects.toThrow();
      await beside;
      expect(await catalog.changesSince(0)).toEqual({ revision: 0, written: [], removed: [] });
      expect(await catalog.sources()).toEqual([source]);
    });
  });
}
