import { hash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import type { StoredEntity, SyncPlan } from './catalog-store.ts';
import type { DirectoryEntry } from './directory.ts';
import type { Problem } from './problem.ts';
import type { ReadEntity, SourceRead } from './read-tree.ts';

/** What is stored of a source, and what stands in its way. */
export interface StoredState {
  /** Ref to digest. */
  readonly digests: ReadonlyMap<string, string>;
  /** Refs that stay as they are, although no valid document names them now. */
  readonly kept: ReadonlySet<string>;
  /** Refs that another source has, and the file that names each. */
  readonly claimedElsewhere: ReadonlyMap<string, string>;
}

/**
 * Decides what a sync changes. Of several documents that claim a name the first keeps it, and each later one is a
 * problem that names the first.
 */
export function planSync(
  sourceId: string,
  stored: StoredState,
  read: Pick<SourceRead, 'entities' | 'problems'>,
): SyncPlan {
  const named = new Map<string, StoredEntity>();
  const doubles: Problem[] = [];
  for (const entity of read.entities) {
    const elsewhere = stored.claimedElsewhere.get(entity.ref);
    const earlier = named.get(entity.ref)?.origin.file;
    if (elsewhere !== undefined) {
      // One file may be named by two sources; that is no mistake of whoever wrote it.
      const isSameDocument = isAbsolute(elsewhere) && elsewhere === entity.origin.file;
      if (!isSameDocument) doubles.push(doubleProblem(entity, `in ${elsewhere} of another source`));
    } else if (earlier !== undefined) {
      doubles.push(doubleProblem(entity, earlier === entity.origin.file ? 'earlier in this file' : `in ${earlier}`));
    } else {
      named.set(entity.ref, withDigest(entity));
    }
  }
  const entities = [...named.values()];
  const isNew = ({ ref }: StoredEntity) => !stored.digests.has(ref);
  const isChanged = ({ ref, digest }: StoredEntity) => stored.digests.has(ref) && stored.digests.get(ref) !== digest;
  const added = entities.filter(isNew);
  const changed = entities.filter(isChanged);
  const removed = [...stored.digests.keys()].filter((ref) => !named.has(ref) && !stored.kept.has(ref));
  return {
    sourceId,
    added,
    changed,
    removed,
    unchangedCount: stored.digests.size - changed.length - removed.length,
    problems: [...read.problems, ...doubles],
  };
}

/**
 * Refs whose last good version stays: those of documents that are there but not valid, all of a file that is broken as
 * a whole, and, where a Location is among them, all of the files that it may have named.
 * @param stored the source's entities as they are kept now
 */
export function refsToKeep(read: SourceRead, stored: readonly DirectoryEntry[]): ReadonlySet<string> {
  const badRefs = new Set(read.rejected.map(({ ref }) => ref));
  const badFiles = new Set(read.rejected.filter(({ ref }) => ref === undefined).map(({ file }) => file));
  const kept = stored.filter(({ ref, origin }) => badRefs.has(ref) || badFiles.has(origin.file));
  const files = new Set(read.files);
  const isLocationLost = kept.some(({ ref }) => ref.startsWith('location:'));
  const unreached = isLocationLost ? stored.filter(({ origin }) => !files.has(origin.file)) : [];
  return new Set([...kept, ...unreached].map(({ ref }) => ref));
}

function withDigest({ ref, entity, origin }: ReadEntity): StoredEntity {
  return { ref, entity, origin, digest: hash('sha256', JSON.stringify([entity, origin]), 'base64url') };
}

function doubleProblem({ ref, entity, origin, line, column }: ReadEntity, where: string): Problem {
  return {
    file: origin.file,
    document: origin.document,
    line,
    column,
    path: 'metadata.name',
    message: `${ref} is named ${where} already, and that one is kept: give this ${entity.kind} another name.`,
  };
}
