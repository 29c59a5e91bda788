import { describe, expect, test } from 'vitest';
import type { StoredEntity } from '#callboard/catalog/catalog-store.ts';
import { type PlanContext, planSync } from '#callboard/catalog/plan-sync.ts';
import type { ReadFile } from '#callboard/catalog/read-tree.ts';
import { buildFile, buildStored } from './entity-builder.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
const dayMs = 24 * 60 * 60 * 1000;

function contextOf(stored: readonly StoredEntity[], rest: Partial<PlanContext> = {}): PlanContext {
  const own = stored.filter(({ origin }) => origin.sourceId === 'source');
  const get = (ref: string) => stored.find((entry) => entry.ref === ref);
  return { sourceId: 'source', stored: own, get, known: new Map(), now, orphanGraceMs: 7 * dayMs, ...rest };
}

function plan(files: readonly ReadFile[], stored: readonly StoredEntity[] = [], rest: Partial<PlanContext> = {}) {
  const planned = planSync({ files, versions: {}, problems: [] }, contextOf(stored, rest));
  if (planned.kind !== 'planned') throw new Error(`files are to be parsed first: ${planned.files.join()}`);
  return planned.plan;
}

const refsOf = (items: readonly { readonly ref: string }[]) => items.map(({ ref }) => ref);

function rejecting(file: string, ...rejected: (string | null)[]): ReadFile {
  const built = buildFile({ file });
  return { ...built, entities: new Map(), reading: { ...built.reading, entities: [], rejected } };
}

function elsewhere(file: string): StoredEntity {
  const stored = buildStored({ file });
  return { ...stored, origin: { ...stored.origin, sourceId: 'other' } };
}

describe('a plan', () => {
  test('adds what is not stored', () => {
    const planned = plan([buildFile()]);
    expect(refsOf(planned.added)).toEqual(['component:default/payments']);
    expect(planned).toMatchObject({ changed: [], marked: [], removed: [], unchangedCount: 0, problems: [] });
  });

  test('leaves alone what is stored as it is', () => {
    const planned = plan([buildFile()], [buildStored()]);
    expect(planned).toMatchObject({ added: [], changed: [], removed: [], unchangedCount: 1 });
  });

  test('changes what reads otherwise, or comes from another file', () => {
    const stored = [buildStored({ name: 'a' }), buildStored({ name: 'b' })];
    const read = [buildFile({ name: 'a', spec: { tier: 2 } }), buildFile({ name: 'b', file: 'moved.yaml' })];
    expect(refsOf(plan(read, stored).changed)).toEqual(['component:default/a', 'component:default/b']);
  });

  test('removes at once what was taken out of a file that is still there', () => {
    const stored = [buildStored({ name: 'one' }), buildStored({ name: 'two' })];
    const planned = plan([buildFile({ name: 'one' })], stored);
    expect(planned).toMatchObject({ removed: ['component:default/two'], marked: [], unchangedCount: 1 });
  });

  test('asks for what it must write and knows only by its digest', () => {
    const read = { files: [{ ...buildFile(), entities: undefined }], versions: {}, problems: [] };
    expect(planSync(read, contextOf([]))).toEqual({ kind: 'parse', files: ['catalog-info.yaml'] });
    expect(planSync(read, contextOf([buildStored()]))).toMatchObject({ kind: 'planned', plan: { added: [] } });
  });

  test('writes the files that were parsed, and forgets those that are gone', () => {
    const [kept, gone] = [buildFile({ file: 'a.yaml' }), buildFile({ file: 'gone.yaml', name: 'gone' })];
    const known = new Map([
      ['a.yaml', kept],
      ['gone.yaml', gone],
    ]);
    const asItWas = { ...kept, entities: undefined };
    expect(plan([asItWas], [buildStored({ file: 'a.yaml' })], { known }).files).toEqual({
      written: [],
      removed: [{ tree: '', path: 'gone.yaml' }],
    });
    expect(plan([kept], [], { known }).files.written).toEqual([kept]);
  });
});

describe('a name that two documents claim', () => {
  const [first, second] = [buildFile({ file: 'a.yaml' }), buildFile({ file: 'b.yaml' })];

  test('goes to the first, and both are told', () => {
    const planned = plan([first, second]);
    expect(planned.added.map(({ origin }) => origin.file)).toEqual(['a.yaml']);
    expect(planned.problems).toMatchObject([
      {
        file: 'b.yaml',
        line: 4,
        column: 9,
        path: 'metadata.name',
        ref: 'component:default/payments',
        message:
          'component:default/payments is named in a.yaml already, and that one is kept: give this one another name.',
      },
      { file: 'a.yaml', message: expect.stringContaining('is also named in b.yaml; this one is kept') },
    ]);
  });

  test('stays with the file that has it, also where another one is read before it', () => {
    const planned = plan([first, second], [buildStored({ file: 'b.yaml' })]);
    expect(planned).toMatchObject({ changed: [], unchangedCount: 1 });
    expect(planned.problems.map(({ file }) => file)).toEqual(['a.yaml', 'b.yaml']);
  });

  test('stays with the source that has it, and both are told', () => {
    const planned = plan([first], [elsewhere('theirs.yaml')]);
    expect(planned.added).toEqual([]);
    expect(planned.problems).toMatchObject([
      { file: 'a.yaml', message: expect.stringContaining('in theirs.yaml of another source already') },
      { file: 'theirs.yaml', message: expect.stringContaining('is also named in a.yaml of another source') },
    ]);
  });

  test('goes to the next source once its file is gone', () => {
    const standing = { kind: 'orphaned', since: now.toISOString(), removedAfter: now.toISOString() } as const;
    const planned = plan([first], [{ ...elsewhere('theirs.yaml'), standing }]);
    expect(planned).toMatchObject({ added: [{ origin: { file: 'a.yaml' } }], problems: [] });
  });

  test('is no problem where two sources name one file', () => {
    const planned = plan([buildFile({ file: '/srv/catalog.yaml' })], [elsewhere('/srv/catalog.yaml')]);
    expect(planned).toMatchObject({ added: [], problems: [] });
  });
});

describe('what stays in spite of a bad file', () => {
  const stored = [
    buildStored({ name: 'one', file: 'a.yaml' }),
    buildStored({ name: 'two', file: 'a.yaml' }),
    buildStored({ name: 'far', file: 'far.yaml' }),
    buildStored({ kind: 'Location', name: 'all', file: 'catalog.yaml' }),
  ];
  const marked = (...refs: readonly string[]) =>
    refs.map((ref) => ({ ref, standing: { kind: 'broken', since: now.toISOString() } }));
  const root = buildFile({ kind: 'Location', name: 'all', file: 'catalog.yaml' });
  const far = buildFile({ name: 'far', file: 'far.yaml' });

  test('is the entity whose document is not valid', () => {
    const two = buildFile({ name: 'two', file: 'a.yaml' });
    const read = { ...two, reading: { ...two.reading, rejected: ['component:default/one'] } };
    expect(plan([root, read, far], stored)).toMatchObject({ marked: marked('component:default/one'), removed: [] });
  });

  test('is everything of a file that cannot be read', () => {
    const planned = plan([root, rejecting('a.yaml', null), far], stored);
    expect(planned).toMatchObject({ marked: marked('component:default/one', 'component:default/two'), removed: [] });
  });

  test('is all that a broken Location may have named', () => {
    const planned = plan([rejecting('catalog.yaml', 'location:default/all')], stored);
    expect(planned).toMatchObject({ marked: marked('location:default/all'), removed: [] });
  });

  test('is marked once, and no longer when it is mended', () => {
    const broken: StoredEntity = { ...buildStored(), standing: { kind: 'broken', since: '2026-01-01T00:00:00.000Z' } };
    expect(plan([rejecting('catalog-info.yaml', null)], [broken]).marked).toEqual([]);
    expect(plan([buildFile()], [broken])).toMatchObject({
      changed: [],
      marked: [{ ref: 'component:default/payments', standing: undefined }],
    });
  });
});

describe('an entity whose file is gone', () => {
  const stored = buildStored();
  const other = buildFile({ name: 'other', file: 'other.yaml' });

  function orphanedFor(days: number): StoredEntity {
    const since = new Date(now.getTime() - days * dayMs);
    const removedAfter = new Date(since.getTime() + 7 * dayMs);
    return {
      ...stored,
      standing: { kind: 'orphaned', since: since.toISOString(), removedAfter: removedAfter.toISOString() },
    };
  }

  test('stays for the grace time, and says until when', () => {
    expect(plan([other], [stored])).toMatchObject({
      removed: [],
      marked: [{ ref: stored.ref, standing: { kind: 'orphaned', removedAfter: '2026-03-08T12:00:00.000Z' } }],
    });
    expect(plan([other], [orphanedFor(6)])).toMatchObject({ removed: [], marked: [] });
  });

  test('is removed after it', () => {
    expect(plan([other], [orphanedFor(7)]).removed).toEqual([stored.ref]);
  });

  test('is removed at once where there is no grace', () => {
    expect(plan([other], [stored], { orphanGraceMs: 0 })).toMatchObject({ removed: [stored.ref], marked: [] });
  });

  test('is no orphan any more when the file is back, or another file has it', () => {
    expect(plan([buildFile()], [orphanedFor(1)]).marked).toEqual([{ ref: stored.ref, standing: undefined }]);
    expect(refsOf(plan([buildFile({ file: 'moved.yaml' })], [orphanedFor(1)]).changed)).toEqual([stored.ref]);
  });
});
