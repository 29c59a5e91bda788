import { glob, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Problem } from '#callboard/catalog/problem.ts';
import { type ReadRotations, readRotations } from './read-rotations.ts';
import type { Rotation } from './rotation.ts';

/**
 * Reads every file that the globs name. A pattern that names no file, a file that can't be read and a second rotation
 * for an owner are problems like any other.
 * @param folder what relative globs start from, absolute
 */
export async function loadRotations(globs: readonly string[], folder: string): Promise<ReadRotations> {
  const found = await Promise.all(globs.map((pattern) => filesOf(pattern, folder)));
  const missing = globs.filter((_, index) => found[index]?.length === 0).map(noFile);
  const files = [...new Set(found.flat())];
  const read = await Promise.all(files.map(readFileOfRotations));
  const all = read.flatMap(({ rotations }) => rotations);
  const first = new Map(all.toReversed().map((rotation) => [rotation.ownerRef, rotation]));
  const repeated = all.flatMap((rotation) => repetition(rotation, first.get(rotation.ownerRef)));
  return {
    rotations: all.filter((rotation) => first.get(rotation.ownerRef) === rotation),
    problems: [...missing, ...read.flatMap(({ problems }) => problems), ...repeated],
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

const noFile = (pattern: string): Problem =>
  problemOf(pattern, 'No file fits this pattern of on-call.rotations; it starts from the folder of callboard.yaml.');

const problemOf = (file: string, message: string): Problem => ({
  file,
  document: 0,
  line: 1,
  column: 1,
  path: '',
  message,
});
