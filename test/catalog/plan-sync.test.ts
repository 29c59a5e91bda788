import { describe, expect, test } from 'vitest';
import { planSync, refsToKeep } from '#callboard/catalog/plan-sync.ts';
import type { ReadEntity, SourceRead } from '#callboard/catalog/read-tree.ts';
import { buildRead, buildStored } from './entity-builder.ts';

const nothing = {
  digests: new Map<string, string>(),
  kept: new Set<string>(),
  claimedElsewhere: new Map<string, string>(),
};
const readOf = (...entities: ReadEntity[]) => ({ entities, problems: [] });
const digestsOf = (read: ReturnType<typeof readOf>) =>
  new Map(planSync('source', nothing, read).added.map(({ ref, digest }) => [ref, digest]));

describe('a plan', () => {
  test('adds what is not stored', () => {
    const plan = planSync('source', nothing, readOf(buildRead()));
    expect(plan.added.map(({ ref }) => ref)).toEqual(['component:default/payments']);
    expect(plan).toMatchObject({ changed: [], removed: [], unchangedCount: 0, problems: [] });
  });

  test('leaves alone what is stored as it is', () => {
    const read = readOf(buildRead());
    const plan = planSync('source', { ...nothing, digests: digestsOf(read) }, read);
    expect(plan).toMatchObject({ added: [], changed: [], removed: [], unchangedCount: 1 });
  });

  test('changes what reads otherwise, or comes from another file', () => {
    const digests = digestsOf(readOf(buildRead({ name: 'a' }), buildRead({ name: 'b' })));
    const read = readOf(buildRead({ name: 'a', spec: { tier: 2 } }), buildRead({ name: 'b', file: 'moved.yaml' }));
    const plan = planSync('source', { ...nothing, digests }, read);
    expect(plan.changed.map(({ ref }) => ref)).toEqual(['component:default/a', 'component:default/b']);
  });

  test('removes what is gone, except for what is kept', () => {
    const digests = new Map([
      ['component:default/gone', 'x'],
      ['component:default/broken', 'x'],
    ]);
    const plan = planSync('source', { ...nothing, digests, kept: new Set(['component:default/broken']) }, readOf());
    expect(plan).toMatchObject({ removed: ['component:default/gone'], unchangedCount: 1 });
  });

  test('gives a name to the first document that claims it, and the later one a problem', () => {
    const plan = planSync('source', nothing, readOf(buildRead({ file: 'a.yaml' }), buildRead({ file: 'b.yaml' })));
    expect(plan.added.map(({ origin }) => origin.file)).toEqual(['a.yaml']);
    expect(plan.problems).toEqual([
      {
        file: 'b.yaml',
        document: 0,
        line: 4,
        column: 9,
        path: 'metadata.name',
        message:
          'component:default/payments is named in a.yaml already, and that one is kept: give this Component another name.',
      },
    ]);
  });

  test('leaves a name to the source that has it', () => {
    const claimedElsewhere = new Map([['component:default/payments', 'theirs.yaml']]);
    const plan = planSync('source', { ...nothing, claimedElsewhere }, readOf(buildRead()));
    expect(plan.added).toEqual([]);
    expect(plan.problems[0]?.message).toContain('in theirs.yaml of another source already');
  });

  test('finds nothing wrong with one file that two sources name', () => {
    const claimedElsewhere = new Map([['component:default/payments', '/srv/catalog.yaml']]);
    const plan = planSync('source', { ...nothing, claimedElsewhere }, readOf(buildRead({ file: '/srv/catalog.yaml' })));
    expect(plan).toMatchObject({ added: [], problems: [] });
  });
});

describe('what stays in spite of a bad file', () => {
  const read: SourceRead = { files: ['a.yaml'], documentCount: 1, entities: [], rejected: [], problems: [] };
  const stored = [
    buildStored({ name: 'one', file: 'a.yaml' }),
    buildStored({ name: 'two', file: 'a.yaml' }),
    buildStored({ name: 'far', file: 'far.yaml' }),
    buildStored({ kind: 'Location', name: 'all', file: 'catalog.yaml' }),
  ];

  test('is the entity whose document is not valid', () => {
    const rejected = [{ file: 'a.yaml', ref: 'component:default/one' }];
    expect([...refsToKeep({ ...read, rejected }, stored)]).toEqual(['component:default/one']);
  });

  test('is everything of a file that cannot be read', () => {
    const rejected = [{ file: 'a.yaml', ref: undefined }];
    expect([...refsToKeep({ ...read, rejected }, stored)]).toEqual(['component:default/one', 'component:default/two']);
  });

  test('is all that a broken Location may have named', () => {
    const rejected = [{ file: 'catalog.yaml', ref: 'location:default/all' }];
    expect([...refsToKeep({ ...read, rejected }, stored)]).toEqual(['location:default/all', 'component:default/far']);
  });
});
