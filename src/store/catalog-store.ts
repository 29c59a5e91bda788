import type {
  CatalogChanges,
  CatalogStore,
  Source,
  SourceTarget,
  StoredEntity,
  SyncPlan,
} from '#callboard/catalog/catalog-store.ts';
import type { Problem } from '#callboard/catalog/problem.ts';
import { chunksOf } from './chunks-of.ts';
import { currentRevision, nextRevision } from './counter.ts';
import type { DatabaseClient, Transaction } from './database-client.ts';
import { toEntityRow, toStoredEntity } from './entity-row.ts';
import type { Source as SourceRow } from './generated/sqlite/client.ts';
import { fromJsonText } from './json-text.ts';
import { knownWord } from './known-word.ts';

const origins: readonly Source['origin'][] = ['configured', 'registered', 'example'];
/** Rows of one read of changes: some MB of text. */
const readSize = 2000;

/** How long the marker of a removed entity is kept: an instance that runs reads it within seconds. */
const markerLifetimeMs = 30 * 24 * 60 * 60 * 1000;
/** Markers have no source. */
const noSource = '';

/** The catalog in the database. */
export function createCatalogStore(client: DatabaseClient): CatalogStore {
  return {
    sources: async () => (await client.source.findMany({ orderBy: { id: 'asc' } })).map(toSource),
    putSource: async ({ id, origin, target }) => {
      const row = { origin, target: JSON.stringify(target) };
      await client.source.upsert({ where: { id }, create: { id, ...row }, update: row });
    },
    removeSource: (sourceId, now) => client.$transaction((transaction) => removeSource(transaction, sourceId, now)),
    digests: async (sourceId) => {
      const rows = await client.entity.findMany({
        where: { sourceId, removedAt: null },
        select: { ref: true, digest: true },
      });
      return new Map(rows.map(({ ref, digest }) => [ref, digest] as const));
    },
    claimedElsewhere: async (sourceId, refs) => {
      const claims = new Map<string, string>();
      for (const chunk of chunksOf(refs)) {
        const rows = await client.entity.findMany({
          where: { ref: { in: chunk }, removedAt: null, sourceId: { not: sourceId } },
          select: { ref: true, file: true },
        });
        for (const { ref, file } of rows) claims.set(ref, file);
      }
      return claims;
    },
    applySync: async (plan, now) => {
      const problems = await changedProblems(client, plan);
      if (problems === undefined && !changesEntities(plan)) return currentRevision(client, 'catalog');
      return client.$transaction((transaction) => applySync(transaction, plan, problems, now));
    },
    changesSince: (revision) => changesSince(client, revision),
    problems: async () => {
      const rows = await client.sourceProblems.findMany();
      return new Map(
        rows.map(({ sourceId, problems }) => [sourceId, fromJsonText<readonly Problem[]>(problems)] as const),
      );
    },
    isEmpty: async () => {
      const source = await client.source.findFirst({ select: { id: true } });
      const entity = await client.entity.findFirst({ where: { removedAt: null }, select: { ref: true } });
      return source === null && entity === null;
    },
  };
}

const toSource = ({ id, origin, target }: SourceRow): Source => ({
  id,
  origin: knownWord(origins, origin),
  target: fromJsonText<SourceTarget>(target),
});

const changesEntities = ({ added, changed, removed }: SyncPlan): boolean =>
  added.length + changed.length + removed.length > 0;

/** @returns the plan's problems as JSON, undefined where those are stored already */
async function changedProblems(client: DatabaseClient, { sourceId, problems }: SyncPlan): Promise<string | undefined> {
  const row = await client.sourceProblems.findUnique({ where: { sourceId } });
  const text = JSON.stringify(problems);
  return text === (row?.problems ?? '[]') ? undefined : text;
}

async function applySync(
  transaction: Transaction,
  plan: SyncPlan,
  problems: string | undefined,
  now: Date,
): Promise<number> {
  const revision = changesEntities(plan) ? await nextRevision(transaction, 'catalog') : undefined;
  if (revision !== undefined) await writeEntities(transaction, plan, revision, now);
  if (problems !== undefined) {
    const { sourceId } = plan;
    await transaction.sourceProblems.upsert({
      where: { sourceId },
      create: { sourceId, problems },
      update: { problems },
    });
  }
  return revision ?? currentRevision(transaction, 'catalog');
}

async function writeEntities(transaction: Transaction, plan: SyncPlan, revision: number, now: Date): Promise<void> {
  for (const chunk of chunksOf(plan.removed)) {
    await leaveMarkers(transaction, { ref: { in: chunk }, sourceId: plan.sourceId }, revision, now);
  }
  for (const chunk of chunksOf([...plan.added, ...plan.changed])) {
    // Rows are replaced whole: a batch can't be updated with different values, and an added one may have a marker.
    await transaction.entity.deleteMany({ where: { ref: { in: chunk.map(({ ref }) => ref) } } });
    await transaction.entity.createMany({ data: chunk.map((entity) => toEntityRow(entity, revision)) });
  }
  const before = new Date(now.getTime() - markerLifetimeMs);
  await transaction.entity.deleteMany({ where: { sourceId: noSource, removedAt: { lt: before } } });
}

/** Turns entities into markers, which keep nothing of them but the ref. */
async function leaveMarkers(
  transaction: Transaction,
  where: { readonly sourceId: string; readonly ref?: { in: string[] } },
  revision: number,
  removedAt: Date,
): Promise<number> {
  const nothing = { sourceId: noSource, file: '', document: 0, viewUrl: null, digest: '', text: '' };
  const { count } = await transaction.entity.updateMany({ where, data: { ...nothing, revision, removedAt } });
  return count;
}

async function removeSource(transaction: Transaction, sourceId: string, now: Date): Promise<number> {
  const revision = await nextRevision(transaction, 'catalog');
  await leaveMarkers(transaction, { sourceId }, revision, now);
  await transaction.sourceProblems.deleteMany({ where: { sourceId } });
  await transaction.source.deleteMany({ where: { id: sourceId } });
  return revision;
}

/**
 * Reads what changed up to the revision that was current when it began; what changes meanwhile is left to the next
 * reading. It goes by revision and ref, so that each batch starts where the last one ended.
 */
async function changesSince(client: DatabaseClient, since: number): Promise<CatalogChanges> {
  const revision = await currentRevision(client, 'catalog');
  const written: StoredEntity[] = [];
  const removed: string[] = [];
  let last = { revision: since + 1, ref: '' };
  while (last.revision <= revision) {
    const rows = await client.entity.findMany({
      where: {
        revision: { gte: last.revision, lte: revision },
        OR: [{ revision: { gt: last.revision } }, { ref: { gt: last.ref } }],
        // Who has nothing yet has nothing to remove.
        ...(since === 0 && { removedAt: null }),
      },
      orderBy: [{ revision: 'asc' }, { ref: 'asc' }],
      take: readSize,
    });
    for (const row of rows) {
      if (row.removedAt === null) written.push(toStoredEntity(row));
      else removed.push(row.ref);
    }
    const end = rows.at(-1);
    if (!end || rows.length < readSize) break;
    last = end;
  }
  return { revision, written, removed };
}
