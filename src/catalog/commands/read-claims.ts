import type { Directory } from '../directory.ts';
import type { Problem } from '../problem.ts';
import type { SyncReport } from '../sync-report.ts';

/** An entity with the id of the source that has it. */
interface Held {
  readonly ref: string;
  readonly sourceId: string;
}

/** What a source that is not kept yet has to do with others. */
export interface Claims {
  /** What would come in and is another source's, whose file is gone. */
  readonly changingHands: readonly Held[];
  /** What it names and another source keeps. */
  readonly elsewhere: readonly Held[];
  /** The problems without those that only say so. */
  readonly ownProblems: readonly Problem[];
}

/** Tells from a preview and the catalog as it is which names are others'. */
export function readClaims(
  { refs, problems }: Pick<SyncReport, 'refs' | 'problems'>,
  sourceId: string,
  directory: Directory,
): Claims {
  const holderOf = (ref: string): string | undefined => {
    const holder = directory.get(ref)?.origin.sourceId;
    return holder === sourceId ? undefined : holder;
  };
  const coming = new Set(refs);
  const isClaim = ({ ref, path }: Problem) =>
    path === 'metadata.name' && ref !== undefined && !coming.has(ref) && holderOf(ref) !== undefined;
  const held = (all: readonly string[]): readonly Held[] =>
    all.flatMap((ref) => {
      const holder = holderOf(ref);
      return holder === undefined ? [] : [{ ref, sourceId: holder }];
    });
  return {
    changingHands: held(refs),
    elsewhere: held([...new Set(problems.filter(isClaim).flatMap(({ ref }) => ref ?? []))]),
    ownProblems: problems.filter((problem) => !isClaim(problem)),
  };
}
