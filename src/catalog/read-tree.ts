import type { Entity } from './entity.ts';
import type { FileReader } from './file-reader.ts';
import type { KnownFile, LocationTarget } from './file-reading.ts';
import type { IncludedFile } from './load-placeholders.ts';
import type { Problem } from './problem.ts';
import { notThere } from './read-named.ts';
import { type FreshReading, unreadFile } from './read-file.ts';
import { fileName, isRemote, type SourceTree, type TreeFile } from './source-tree.ts';

/** A file as it is now. */
export interface ReadFile extends KnownFile {
  /** What problems and origins call it. */
  readonly file: string;
  /** By document; undefined for a file that is as it was when it was last read. */
  readonly entities: ReadonlyMap<number, Entity> | undefined;
}

/** What was known of a source's files before. */
export interface Memory {
  /** By the name that problems call a file. */
  readonly files: ReadonlyMap<string, KnownFile>;
  readonly versions: Readonly<Record<string, string>>;
}

export interface ReadTreeContext {
  readonly sourceId: string;
  readonly memory: Memory;
  readonly reader: FileReader;
  /** Opens a file on the network that a placeholder names. */
  readonly openRemote: (url: string) => Promise<TreeFile>;
  readonly signal?: AbortSignal;
}

/** Files that are read at once, and as many ahead of them: some MB of text, and enough to keep threads busy. */
const filesAtOnce = 64;

/** A file that says what it said when it was last read. */
export const asItWas = (known: KnownFile): ReadFile => ({
  ...known,
  file: fileName({ name: known.tree }, known.path),
  entities: undefined,
});

/** The version of a file whose reading must be done again. */
const unsettled = '';

/** Whether files of a tree that has not changed say what they said: what they name elsewhere may have changed. */
export async function isSettled(files: readonly KnownFile[], { openRemote }: ReadTreeContext): Promise<boolean> {
  for (const { version, reading } of files) {
    const elsewhere = reading.included.filter(({ target }) => isRemote(target));
    if (version === unsettled || !(await areUnchanged(elsewhere, openRemote))) return false;
  }
  return true;
}

/**
 * Reads the files that the patterns of a tree stand for, and those of it that Locations among them name.
 * @throws Refusal where the tree cannot be read
 */
export async function readTree(tree: SourceTree, context: ReadTreeContext): Promise<readonly ReadFile[]> {
  const files: ReadFile[] = [];
  const paths: string[] = [];
  const seen = new Set<string>();
  const addFiles = (found: readonly string[]) => {
    for (const path of found) {
      if (seen.has(path)) continue;
      seen.add(path);
      paths.push(path);
    }
  };
  const readAhead = (path: string): Promise<ReadFile> => {
    const reading = tree.open(path).then((opened) => readFile(tree, path, opened, context));
    // Where an earlier batch fails, nobody waits for this one.
    reading.catch(() => undefined);
    return reading;
  };
  for (const pattern of tree.patterns) addFiles(await tree.find(pattern));
  let started = 0;
  const startBatch = (): readonly Promise<ReadFile>[] => {
    const batch = paths.slice(started, started + filesAtOnce);
    started += batch.length;
    return batch.map(readAhead);
  };
  for (let batch = startBatch(); batch.length > 0;) {
    context.signal?.throwIfAborted();
    const ahead = startBatch();
    for (const read of await Promise.all(batch)) {
      const followed = await follow(tree, read.path, read.reading.targets);
      files.push({ ...read, targetProblems: followed.problems });
      addFiles(followed.paths);
    }
    batch = ahead.length > 0 ? ahead : startBatch();
  }
  return files;
}

async function readFile(
  tree: SourceTree,
  path: string,
  opened: TreeFile,
  { sourceId, memory, openRemote, reader }: ReadTreeContext,
): Promise<ReadFile> {
  const include = (target: string) => (isRemote(target) ? openRemote(target) : tree.include(path, target));
  const file = fileName(tree, path);
  const viewUrl = tree.viewUrlOf(path);
  const known = memory.files.get(file);
  if (
    known?.version === opened.version &&
    known.viewUrl === viewUrl &&
    (await areUnchanged(known.reading.included, include))
  ) {
    return asItWas(known);
  }
  const place = { sourceId, file, ...(viewUrl !== undefined && { viewUrl }) };
  const content = await opened.read();
  const { isPassing, ...fresh }: FreshReading =
    'failure' in content ? unreadFile(file, content.failure) : await reader.read(place, content.text, include);
  return {
    tree: tree.name,
    path,
    file,
    version: isPassing ? unsettled : opened.version,
    ...(viewUrl !== undefined && { viewUrl }),
    targetProblems: [],
    ...fresh,
  };
}

async function areUnchanged(
  included: readonly IncludedFile[],
  open: (target: string) => Promise<TreeFile>,
): Promise<boolean> {
  for (const { target, version } of included) {
    if ((await open(target)).version !== version) return false;
  }
  return true;
}

/** The files that a file's Locations name. */
async function follow(
  tree: SourceTree,
  path: string,
  targets: readonly LocationTarget[],
): Promise<{ readonly paths: readonly string[]; readonly problems: readonly Problem[] }> {
  const paths: string[] = [];
  const problems: Problem[] = [];
  for (const { target, isOptional, place } of targets.filter((each) => !isRemote(each.target))) {
    const found = await findTarget(tree, path, target);
    if ('paths' in found) paths.push(...found.paths);
    const failure = 'failure' in found ? found.failure : found.paths.length === 0 && !isOptional ? notThere : undefined;
    if (failure === undefined) continue;
    problems.push({ file: fileName(tree, path), ...place, message: `${place.path} names ${target}, ${failure}` });
  }
  return { paths, problems };
}

async function findTarget(
  tree: SourceTree,
  path: string,
  target: string,
): Promise<{ readonly paths: readonly string[] } | { readonly failure: string }> {
  const place = tree.locate(path, target);
  return 'failure' in place ? place : { paths: await tree.find(place.pattern) };
}
