import { isAbsolute } from 'node:path';
import type { StoredEntity, SyncPlan } from './catalog-store.ts';
import type { DirectoryEntry } from './directory.ts';
import type { Entity, EntityOrigin, Standing } from './entity.ts';
import { shownFile } from './entity-text.ts';
import type { KnownFile, NamedEntity } from './file-reading.ts';
import type { Problem } from './problem.ts';
import type { ReadFile } from './read-tree.ts';
import type { SourceRead } from './read-trees.ts';

/** What is stored, as the directory has it, and how the plan is to be made. */
export interface PlanContext {
  readonly sourceId: string;
  /** What is stored of the source. */
  readonly stored: readonly DirectoryEntry[];
  /** What is stored of any source. */
  readonly get: (ref: string) => DirectoryEntry | undefined;
  readonly known: ReadonlyMap<string, KnownFile>;
  readonly now: Date;
  /** How long an entity stays whose file is gone. */
  readonly orphanGraceMs: number;
}

/** A valid document of a file, with where it is. */
interface Claim extends NamedEntity {
  readonly read: ReadFile;
}

/** What a sync changes, or the files that must be parsed before that can be told. */
export type PlannedSync =
  | { readonly kind: 'planned'; readonly plan: Omit<SyncPlan, 'memory'>; readonly refs: readonly string[] }
  | { readonly kind: 'parse'; readonly files: readonly string[] };

/**
 * Decides what a sync changes. Of several documents that claim a name the first keeps it, and both are told. What is not
 * valid at this time stays as it last was; what has lost its file stays for the grace time.
 */
export function planSync(read: SourceRead, context: PlanContext): PlannedSync {
  const { claims, doubles } = settleClaims(read, context);
  const stored = new Map(context.stored.map((entry) => [entry.ref, entry]));
  const written = [...claims.values()].filter(({ ref, digest }) => stored.get(ref)?.digest !== digest);
  const unparsed = written.filter(({ read: { entities } }) => entities === undefined);
  if (unparsed.length > 0) return { kind: 'parse', files: [...new Set(unparsed.map(({ read: { file } }) => file))] };
  const left = planLeft(
    context.stored.filter(({ ref }) => !claims.has(ref)),
    read,
    context,
  );
  const mended = context.stored.filter(
    ({ ref, standing, digest }) => standing !== undefined && claims.get(ref)?.digest === digest,
  );
  const entities = written.flatMap((claim) => toStored(claim, context.sourceId));
  const changed = entities.filter(({ ref }) => stored.has(ref));
  return {
    kind: 'planned',
    refs: [...claims.keys()],
    plan: {
      sourceId: context.sourceId,
      added: entities.filter(({ ref }) => !stored.has(ref)),
      changed,
      marked: [...left.marked, ...mended.map(({ ref }) => ({ ref, standing: undefined }))],
      removed: left.removed,
      unchangedCount: context.stored.length - changed.length - left.removed.length,
      problems: [...read.files.flatMap(problemsOf), ...read.problems, ...doubles],
      files: planFiles(read, context.known),
    },
  };
}

const problemsOf = ({ reading, targetProblems, viewUrl }: ReadFile): readonly Problem[] =>
  [...reading.problems, ...targetProblems].map((problem) => ({
    ...problem,
    ...(viewUrl !== undefined && { viewUrl }),
  }));

interface SettledClaims {
  readonly claims: ReadonlyMap<string, Claim>;
  readonly doubles: readonly Problem[];
}

function settleClaims(read: SourceRead, { sourceId, get }: PlanContext): SettledClaims {
  const claims = new Map<string, Claim>();
  const doubles: Problem[] = [];
  for (const file of read.files) {
    for (const named of file.reading.entities) {
      const claim = { ...named, read: file };
      const earlier = claims.get(named.ref);
      const other = get(named.ref);
      // Another source keeps what it has, unless its file there is gone.
      const isElsewhere =
        other !== undefined && other.origin.sourceId !== sourceId && other.standing?.kind !== 'orphaned';
      if (isElsewhere) {
        doubles.push(...claimedElsewhere(claim, other));
      } else if (earlier) {
        const [kept, late] = hadIt(claim, earlier, other) ? [claim, earlier] : [earlier, claim];
        claims.set(named.ref, kept);
        doubles.push(...claimedTwice(late, kept));
      } else {
        claims.set(named.ref, claim);
      }
    }
  }
  return { claims, doubles };
}

/** Whether the name is a later file's already, whichever of the two is read first. */
const hadIt = (later: Claim, earlier: Claim, stored: DirectoryEntry | undefined): boolean =>
  stored?.origin.file === later.read.file && later.read.file !== earlier.read.file;

function claimedTwice(claim: Claim, earlier: Claim): readonly Problem[] {
  const isSameFile = claim.read.file === earlier.read.file;
  return [
    doubleProblem(claim, isSameFile ? 'earlier in this file' : `in ${whereIs(earlier.read)}`),
    keptProblem(earlier, isSameFile ? 'later in this file' : `in ${whereIs(claim.read)}`),
  ];
}

function claimedElsewhere(claim: Claim, { origin }: DirectoryEntry): readonly Problem[] {
  // One file may be named by two sources; that is no mistake of whoever wrote it.
  if (isAbsolute(origin.file) && origin.file === claim.read.file) return [];
  // The place and the owner of a problem are those of the document that it is told at.
  const { viewUrl: _place, owner: _owner, ...kept } = keptProblem(claim, `in ${whereIs(claim.read)} of another source`);
  const { file, document, viewUrl } = origin;
  const place = { file, document, line: 1, column: 1, ...(viewUrl !== undefined && { viewUrl }) };
  return [doubleProblem(claim, `in ${whereIs(origin)} of another source`), { ...kept, ...place }];
}

/** Files of several repositories may have the same name: where there is a page of one, that says which it is. */
const whereIs = ({ file, viewUrl }: Pick<EntityOrigin, 'file' | 'viewUrl'>): string => viewUrl ?? shownFile({ file });

function problemAt({ ref, owner, document, line, column, read }: Claim, message: string): Problem {
  const { file, viewUrl } = read;
  return {
    file,
    document,
    line,
    column,
    path: 'metadata.name',
    ref,
    ...(owner !== undefined && { owner }),
    ...(viewUrl !== undefined && { viewUrl }),
    message,
  };
}

const doubleProblem = (claim: Claim, where: string): Problem =>
  problemAt(claim, `${claim.ref} is named ${where} already, and that one is kept: give this one another name.`);

const keptProblem = (claim: Claim, where: string): Problem =>
  problemAt(claim, `${claim.ref} is also named ${where}; this one is kept, and the other needs another name.`);

interface PlannedRest {
  readonly marked: readonly { readonly ref: string; readonly standing: Standing }[];
  readonly removed: readonly string[];
}

/**
 * What becomes of entities that no valid document names. Those whose document is there but not valid stay, and so does
 * all of a file that is broken as a whole; where a Location is among them, also whatever it may have named.
 */
function planLeft(left: readonly DirectoryEntry[], read: SourceRead, { now, orphanGraceMs }: PlanContext): PlannedRest {
  const files = new Map(read.files.map((file) => [file.file, file]));
  const isBroken = ({ ref, origin }: DirectoryEntry) =>
    files.get(origin.file)?.reading.rejected.some((rejected) => rejected === null || rejected === ref) === true;
  const broken = left.filter(isBroken);
  const isLocationLost = broken.some(({ ref }) => ref.startsWith('location:'));
  const gone = left.filter((entry) => !isBroken(entry) && !(isLocationLost && !files.has(entry.origin.file)));
  // Who takes a document out of a file that stays means it; a file may be gone by mistake.
  const orphans = gone.filter(({ origin }) => !files.has(origin.file));
  const removedAfter = new Date(now.getTime() + orphanGraceMs).toISOString();
  const isOver = ({ standing }: DirectoryEntry) =>
    orphanGraceMs === 0 || (standing?.kind === 'orphaned' && standing.removedAfter <= now.toISOString());
  const since = now.toISOString();
  return {
    marked: [
      ...broken
        .filter(({ standing }) => standing?.kind !== 'broken')
        .map(({ ref }) => ({ ref, standing: { kind: 'broken' as const, since } })),
      ...orphans
        .filter((entry) => entry.standing?.kind !== 'orphaned' && !isOver(entry))
        .map(({ ref }) => ({ ref, standing: { kind: 'orphaned' as const, since, removedAfter } })),
    ],
    removed: [...gone.filter(({ origin }) => files.has(origin.file)), ...orphans.filter(isOver)].map(({ ref }) => ref),
  };
}

function toStored({ ref, document, digest, read }: Claim, sourceId: string): readonly StoredEntity[] {
  const entity: Entity | undefined = read.entities?.get(document);
  const { file, viewUrl } = read;
  const origin: EntityOrigin = { sourceId, file, document, ...(viewUrl !== undefined && { viewUrl }) };
  return entity ? [{ ref, entity, origin, digest }] : [];
}

function planFiles(read: SourceRead, known: ReadonlyMap<string, KnownFile>): SyncPlan['files'] {
  const names = new Set(read.files.map(({ file }) => file));
  return {
    written: read.files.filter(({ file, entities, targetProblems }) => {
      const last = known.get(file);
      return entities !== undefined || JSON.stringify(last?.targetProblems) !== JSON.stringify(targetProblems);
    }),
    removed: [...known].filter(([file]) => !names.has(file)).map(([, { tree, path }]) => ({ tree, path })),
  };
}
