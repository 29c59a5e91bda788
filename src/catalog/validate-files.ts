import { resolve } from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { findFiles } from './find-files.ts';
import { builtInKinds, type Kinds } from './kinds.ts';
import type { Problem } from './problem.ts';
import { wholeFileProblem } from './read-file.ts';
import { openTextFile } from './read-text-file.ts';
import { validateText } from './validate-text.ts';

/** One document, judged. A document may be valid and have problems: they do not keep it out of the catalog. */
export interface ValidatedRow {
  readonly file: string;
  /** Counted from 0. */
  readonly document: number;
  readonly ref: string | null;
  readonly valid: boolean;
  readonly problems: readonly Pick<Problem, 'line' | 'column' | 'path' | 'message'>[];
}

/**
 * Judges every document of files, folders and globs, in order; a file that cannot be read is one invalid document.
 * Nothing but these files is read: what Locations and placeholders name is taken to be right.
 * @param folder where relative paths start, absolute
 * @param kinds those that a document may have; Backstage's own unless told
 * @throws Refusal `nothing-to-read` where a path stands for no file
 */
export async function validateFiles(
  paths: readonly string[],
  folder: string,
  kinds = builtInKinds,
): Promise<readonly ValidatedRow[]> {
  const rows: ValidatedRow[] = [];
  const seen = new Set<string>();
  for (const path of paths) {
    const files = await findFiles(resolve(folder, path));
    if (files.length === 0) {
      throw new Refusal(`There is no file at ${path}.`, { code: 'nothing-to-read', hint: 'Check the path.' });
    }
    for (const file of files.filter((found) => !seen.has(found))) {
      seen.add(file);
      rows.push(...(await validateFile(file, namedAs(file, path, folder), kinds)));
    }
  }
  return rows;
}

/** A file as the person who named it would: below what they wrote. */
function namedAs(file: string, path: string, folder: string): string {
  const whole = resolve(folder, path);
  if (file === whole) return path;
  return file.startsWith(`${whole}/`) ? `${path.replace(/\/$/, '')}${file.slice(whole.length)}` : file;
}

async function validateFile(file: string, name: string, kinds: Kinds): Promise<readonly ValidatedRow[]> {
  const content = await (await openTextFile(file)).read();
  if ('failure' in content) {
    const problem = wholeFileProblem(name, `The file ${name} ${content.failure}.`);
    return [{ file: name, document: 0, ref: null, valid: false, problems: [withoutFile(problem)] }];
  }
  return validateText(name, content.text, kinds).map(({ ref, valid, problems }, document) => ({
    file: name,
    document,
    ref: ref ?? null,
    valid,
    problems: problems.map(withoutFile),
  }));
}

const withoutFile = ({ line, column, path, message }: Problem) => ({ line, column, path, message });
