import type {
  CatalogChanges,
  CatalogStore,
  Source,
  SourceMemory,
  SourceTarget,
  StoredEntity,
  SyncPlan,
} from '#callboard/catalog/catalog-store.ts';
import type { FileReading, KnownFile } from '#callboard/catalog/file-reading.ts';
import type { Problem } from '#callboard/catalog/problem.ts';
import { chunksOf } from './chunks-of.ts';
import { currentRevision, nextRevision } from './counter.ts';
import type { DatabaseClient, Transaction } from './database-client.ts';
import { toEntityRow, toStoredEntity } from './entity-row.ts';
import type { Source as SourceRow, SourceFile as SourceFileRow } from './generated/sqlite/client.ts';
import { fromJsonText } from './json-text.ts';
import { knownWord } from './known-word.ts';
import type { BulkTable, PutRows } from './put-rows.ts';

const origins: readonly Source['origin'][] = ['configured', 'registered', 'example'];
/** Rows of one read of changes: some MB of text. */
const readSize = 2000;

/** How long the marker of a removed entity is kept: an instance that runs reads it within seconds. */
const markerLifetimeMs = 30 * 24 * 60 * 60 * 1000;
/** Markers have no source. */
const noSource = '';

const entityTable: BulkTable = {
  name: 'Entity',
  key: ['ref'],
  columns: {
    ref: 'text',
    revision: 'integer',
    sourceId: 'text',
    file: 'text',
    document: 'integer',
    viewUrl: 'text',
    digest: 'text',
    text: 'text',
    standing: 'text',
    removedAt: 'timestamp',
  },
};

const fileTable: BulkTable = {
  name: 'SourceFile',
  key: ['sourceId', 'tree', 'path'],
  columns: {
    sourceId: 'text',
    tree: 'text',
    path: 'text',
    version: 'text',
    viewUrl: 'text',
    reading: 'text',
    targetProblems: 'text',
  },
};

/** The catalog in the database. */
export function createCatalogStore(client: DatabaseClient, putRows: PutRows): CatalogStore {
  return {
    sources: async () => (await client.source.findMany({ orderBy: { id: 'asc' } })).map(toSource),
    putSource: async ({ id, origin, target, registeredBy }) => {
      const row = { origin, target: JSON.stringify(target), registeredBy: registeredBy ?? null };
      await client.source.upsert({ where: { id }, create: { id, memory: null, ...row }, update: row });
    },
    removeSource: (sourceId, now) => client.$transaction((transaction) => removeSource(transaction, sourceId, now)),
    memory: async (sourceId) => {
      const row = await client.source.findUnique({ where: { id: sourceId }, select: { memory: true } });
      return typeof row?.memory === 'string' ? fromJsonText<SourceMemory>(row.memory) : undefined;
    },
    files: async (sourceId) => {
      const rows = await client.sourceFile.findMany({
        where: { sourceId },
        orderBy: [{ tree: 'asc' }, { path: 'asc' }],
      });
      return rows.map(toKnownFile);
    },
    applySync: async (plan, now) => {
      const problems = await changedProblems(client, plan);
      const memory = await changedMemory(client, plan);
      if (problems === undefined && memory === undefined && !changesEntities(plan) && !changesFiles(plan)) {
        return currentRevision(client);
      }
      return client.$transaction((transaction) => applySync(transaction, plan, { problems, memory, putRows }, now));
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

const toSource = ({ id, origin, target, registeredBy }: SourceRow): Source => ({
  id,
  origin: knownWord(origins, origin),
  target: fromJsonText<SourceTarget>(target),
  ...(registeredBy !== null && { registeredBy }),
});

const changesEntities = ({ added, changed, marked, removed }: SyncPlan): boolean =>
  added.length + changed.length + marked.length + removed.length > 0;

const changesFiles = ({ files }: SyncPlan): boolean => files.written.length + files.removed.length > 0;

/** @returns the plan's problems as JSON, undefined where those are stored already */
async function changedProblems(client: DatabaseClient, { sourceId, problems }: SyncPlan): Promise<string | undefined> {
  const row = await client.sourceProblems.findUnique({ where: { sourceId } });
  const text = JSON.stringify(problems);
  return text === (row?.problems ?? '[]') ? undefined : text;
}

/** @returns the plan's memory as JSON, undefined where it is stored already or has no source to go to */
async function changedMemory(client: DatabaseClient, { sourceId, memory }: SyncPlan): Promise<string | undefined> {
  if (memory === undefined) return undefined;
  const row = await client.source.findUnique({ where: { id: sourceId }, select: { memory: true } });
  const text = JSON.stringify(memory);
  return row === null || row.memory === text ? undefined : text;
}

async function applySync(
  transaction: Transaction,
  plan: SyncPlan,
  {
    problems,
    memory,
    putRows,
  }: {
    readonly problems: string | undefined;
    readonly memory: string | undefined;
    readonly putRows: PutRows;
  },
  now: Date,
): Promise<number> {
  const { sourceId } = plan;
  const revision = changesEntities(plan) ? await nextRevision(transaction) : undefined;
  if (revision !== undefined) await writeEntities(transaction, plan, { revision, now, putRows });
  await writeFiles(transaction, plan, putRows);
  if (memory !== undefined) await transaction.source.update({ where: { id: sourceId }, data: { memory } });
  if (problems !== undefined) {
    await transaction.sourceProblems.upsert({
      where: { sourceId },
      create: { sourceId, problems },
      update: { problems },
    });
  }
  return revision ?? currentRevision(transaction);
}

async function writeEntities(
  transaction: Transaction,
  plan: SyncPlan,
  { revision, now, putRows }: { readonly revision: number; readonly now: Date; readonly putRows: PutRows },
): Promise<void> {
  for (const chunk of chunksOf(plan.removed)) {
    await leaveMarkers(transaction, { ref: { in: chunk }, sourceId: plan.sourceId }, revision, now);
  }
  for (const chunk of chunksOf([...plan.added, ...plan.changed])) {
    // An added one may have a marker, which its row takes the place of.
    const rows = chunk.map((entity) => toEntityRow(entity, revision));
    await putRows(transaction, entityTable, rows);
  }
  for (const [standing, refs] of byStanding(plan)) {
    for (const chunk of chunksOf(refs)) {
      await transaction.entity.updateMany({
        where: { ref: { in: chunk }, sourceId: plan.sourceId },
        data: { standing, revision },
      });
    }
  }
  const before = new Date(now.getTime() - markerLifetimeMs);
  await transaction.entity.deleteMany({ where: { sourceId: noSource, removedAt: { lt: before } } });
}

/** Refs by what is to be stored as their standing. */
function byStanding({ marked }: SyncPlan): ReadonlyMap<string | null, readonly string[]> {
  const groups = Map.groupBy(marked, ({ standing }) => (standing === undefined ? null : JSON.stringify(standing)));
  return new Map([...groups].map(([standing, items]) => [standing, items.map(({ ref }) => ref)]));
}

async function writeFiles(transaction: Transaction, { sourceId, files }: SyncPlan, putRows: PutRows): Promise<void> {
  for (const [tree, removed] of Map.groupBy(files.removed, ({ tree }) => tree)) {
    for (const chunk of chunksOf(removed)) {
      await transaction.sourceFile.deleteMany({
        where: { sourceId, tree, path: { in: chunk.map(({ path }) => path) } },
      });
    }
  }
  for (const chunk of chunksOf(files.written)) {
    const rows = chunk.map((file) => ({ ...toFileRow(sourceId, file) }));
    await putRows(transaction, fileTable, rows);
  }
}

const toFileRow = (
  sourceId: string,
  { tree, path, version, viewUrl, reading, targetProblems }: KnownFile,
): SourceFileRow => ({
  sourceId,
  tree,
  path,
  version,
  viewUrl: viewUrl ?? null,
  reading: JSON.stringify(reading),
  targetProblems: JSON.stringify(targetProblems),
});

const toKnownFile = ({ tree, path, version, viewUrl, reading, targetProblems }: SourceFileRow): KnownFile => ({
  tree,
  path,
  version,
  ...(viewUrl !== null && { viewUrl }),
  reading: fromJsonText<FileReading>(reading),
  targetProblems: fromJsonText<readonly Problem[]>(targetProblems),
});

/** Turns entities into markers, which keep nothing of them but the ref. */
async function leaveMarkers(
  transaction: Transaction,
  where: { readonly sourceId: string; readonly ref?: { in: string[] } },
  revision: number,
  removedAt: Date,
): Promise<number> {
  const nothing = { sourceId: noSource, file: '', document: 0, viewUrl: null, digest: '', text: '', standing: null };
  const { count } = await transaction.entity.updateMany({ where, data: { ...nothing, revision, removedAt } });
  return count;
}

async function removeSource(transaction: Transaction, sourceId: string, now: Date): Promise<number> {
  const revision = await nextRevision(transaction);
  await leaveMarkers(transaction, { sourceId }, revision, now);
  await transaction.sourceProblems.deleteMany({ where: { sourceId } });
  await transaction.sourceFile.deleteMany({ where: { sourceId } });
  await transaction.source.deleteMany({ where: { id: sourceId } });
  return revision;
}

/**
 * Reads what changed up to the revision that was current when it began; what changes meanwhile is left to the next
 * reading. It goes by revision and ref, so that each batch starts where the last one ended.
 */
async function changesSince(client: DatabaseClient, since: number): Promise<CatalogChanges> {
  const revision = await currentRevision(client);
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
