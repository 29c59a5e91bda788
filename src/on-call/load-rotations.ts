import { glob, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Problem } from '#callboard/catalog/problem.ts';
import { type ReadRotations, readRotations } from './read-rotations.ts';
import type { Rotation } from './rotation.ts';

/** What is wrong with the configuration itself: where in the key `on-call`, and what. */
export interface UnmatchedPattern {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The rotations of all files. */
export interface LoadedRotations extends ReadRotations {
  /** The globs that no file fits. */
  readonly unmatched: readonly UnmatchedPattern[];
}

/**
 * Reads every file that the globs name. A file that can't be read and a second rotation for an owner are problems like
 * any other.
 * @param globs as `rotations` of the key `on-call` has them
 * @param folder what relative globs start from, absolute
 */
export async function loadRotations(globs: readonly string[], folder: string): Promise<LoadedRotations> {
  const found = await Promise.all(globs.map((pattern) => filesOf(pattern, folder)));
  const unmatched = globs.flatMap((pattern, index): readonly UnmatchedPattern[] => {
    if (found[index]?.length !== 0) return [];
    const message = `on-call.rotations[${index}]: no file fits ${pattern}, which starts at ${folder}.`;
    return [{ path: ['rotations', index], message }];
  });
  const files = [...new Set(found.flat())];
  const read = await Promise.all(files.map(readFileOfRotations));
  const all = read.flatMap(({ rotations }) => rotations);
  const first = new Map(all.toReversed().map((rotation) => [rotation.ownerRef, rotation]));
  const repeated = all.flatMap((rotation) => repetition(rotation, first.get(rotation.ownerRef)));
  return {
    rotations: all.filter((rotation) => first.get(rotation.ownerRef) === rotation),
    problems: [...read.flatMap(({ problems }) => problems), ...repeated],
    unmatched,
  };
}

async function filesOf(pattern: string, folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const file of glob(pattern, { cwd: folder })) files.push(resolve(folder, file));
  return files.toSorted();
}

async function readFileOfRotations(file: string): Promise<ReadRotations> {
  try {
    return readRotations(await readFile(file, 'utf8'), file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { rotations: [], problems: [problemOf(file, `The file can't be read: ${reason}.`)] };
  }
}

function repetition({ ownerRef, origin }: Rotation, first: Rotation | undefined): readonly Problem[] {
  if (!first || first.origin === origin) return [];
  const place = `${first.origin.file}:${first.origin.line}:${first.origin.column}`;
  return [{ ...origin, message: `${ownerRef} has a rotation already, at ${place}: this one is left out.` }];
}

const problemOf = (file: string, message: string): Problem => ({
  file,
  document: 0,
  line: 1,
  column: 1,
  path: '',
  message,
});
