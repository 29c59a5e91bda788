import type { Directory, DirectoryEntry } from './directory.ts';
import { ownerOf } from './owner.ts';
import type { Problem } from './problem.ts';

/** A problem, and where it comes from. */
export interface SourceProblem extends Problem {
  readonly sourceId: string;
}

/** Tells who answers for problems: refs of groups and users; nobody where that can't be told. */
export function createProblemOwners(directory: Directory): (problem: SourceProblem) => readonly string[] {
  const owners = (entry: DirectoryEntry): readonly string[] => {
    const owner = ownerOf(entry, directory);
    return owner === undefined ? [] : [owner];
  };
  return ({ owner, ref, sourceId, file }) => {
    if (owner !== undefined) return [owner];
    const entry = ref === undefined ? undefined : directory.get(ref);
    if (entry) return owners(entry);
    // A file that can't be parsed names nobody: whoever owned what was in it answers for it.
    return [...new Set(directory.ofFile(sourceId, file).flatMap(owners))];
  };
}
