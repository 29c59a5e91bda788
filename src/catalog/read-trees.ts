import { Refusal } from '#callboard/core/refusal.ts';
import type { Entity } from './entity.ts';
import { createFileReader, type FileReader } from './file-reader.ts';
import type { KindRules } from './kind-rules.ts';
import type { KnownFile, LocationTarget } from './file-reading.ts';
import type { IncludedFile } from './load-placeholders.ts';
import type { Problem } from './problem.ts';
import {
  createNamedRepositories,
  isThere,
  namedProblem,
  type NamedRepository,
  notThere,
  notThereProblem,
  sentenceOf,
} from './read-named.ts';
import { type FreshReading, unreadFile, wholeFileProblem } from './read-file.ts';
import { fileName, isRemote, type SourceTree, type TreeFile } from './source-tree.ts';

/** A file as it is now. */
export interface ReadFile extends KnownFile {
  /** What problems and origins call it. */
  readonly file: string;
  /** By document; undefined for a file that is as it was when it was last read. */
  readonly entities: ReadonlyMap<number, Entity> | undefined;
}

/** All that a source says now. */
export interface SourceRead {
  /** In the order in which they were read: of several that claim a name the first has it. */
  readonly files: readonly ReadFile[];
  /** What each tree is at, by its name, where that is known. */
  readonly versions: Readonly<Record<string, string>>;
  /** What is wrong with the repositories that Locations name. */
  readonly problems: readonly Problem[];
}

/** What was known of a source's files before. */
export interface Memory {
  /** By the name that problems call a file. */
  readonly files: ReadonlyMap<string, KnownFile>;
  readonly versions: Readonly<Record<string, string>>;
}

export interface ReadTreesContext {
  readonly sourceId: string;
  readonly memory: Memory;
  /** The kinds that plugins add. */
  readonly addedKinds: readonly KindRules[];
  /** @throws Refusal where it cannot be read */
  readonly openRepository: (repository: NamedRepository) => Promise<SourceTree>;
  /** Opens a file on the network that a placeholder names. */
  readonly openRemote: (url: string) => Promise<TreeFile>;
  readonly signal?: AbortSignal;
}

/** Files that are read at once, and as many ahead of them: some MB of text, and enough to keep threads busy. */
const filesAtOnce = 64;

/**
 * Reads the files that the patterns of trees stand for, and those that Locations among them name. What is as it is
 * remembered is neither parsed nor checked again, and of a tree that is as it is remembered no file is opened. It never
 * throws for what a file holds: that is among the problems.
 */
export async function readTrees(trees: readonly SourceTree[], context: ReadTreesContext): Promise<SourceRead> {
  const reader = createFileReader(context.addedKinds);
  try {
    return await readAll(trees, { ...context, reader });
  } finally {
    await reader.close();
  }
}

interface ReadContext extends ReadTreesContext {
  readonly reader: FileReader;
}

async function readAll(trees: readonly SourceTree[], context: ReadContext): Promise<SourceRead> {
  const files: ReadFile[] = [];
  const problems: Problem[] = [];
  const versions: Record<string, string> = {};
  const named = createNamedRepositories(context.openRepository);
  const byTree = Map.groupBy(context.memory.files.values(), ({ tree }) => tree);
  const keep = (name: string): void => {
    const version = context.memory.versions[name];
    if (version !== undefined) versions[name] = version;
    files.push(...(byTree.get(name) ?? []).map(asItWas));
  };
  const read = async (tree: SourceTree): Promise<void> => {
    const { name, version } = tree;
    const isSame = version !== undefined && context.memory.versions[name] === version;
    if (isSame && (await isSettled(byTree.get(name) ?? [], context))) return keep(name);
    files.push(...(await readTree(tree, context)));
    if (version !== undefined) versions[name] = version;
  };
  await readEach(trees, { read, keep, problems });
  for (let done = 0; done < files.length;) {
    const fresh = files.slice(done);
    done = files.length;
    for (const { repository, targets, tree, failure } of await named.open(fresh)) {
      const failed = failure ?? (tree && (await failureOf(read(tree))));
      if (failed !== undefined) {
        // What cannot be read at this time stays as it was.
        keep(repository.name);
        problems.push(...targets.map((target) => namedProblem(target, `: ${failed}`)));
      } else {
        problems.push(...targets.filter((target) => !isThere(target, repository.name, files)).map(notThereProblem));
      }
    }
  }
  return { files, versions, problems };
}

/**
 * Reads trees one after the other. Of several one that cannot be read keeps what it said, and holds up no other; once
 * the host asks for a pause, the rest is left to the next time.
 */
async function readEach(
  trees: readonly SourceTree[],
  {
    read,
    keep,
    problems,
  }: {
    readonly read: (tree: SourceTree) => Promise<void>;
    readonly keep: (name: string) => void;
    readonly problems: Problem[];
  },
): Promise<void> {
  let isPaused = false;
  for (const tree of trees) {
    if (isPaused) {
      keep(tree.name);
      continue;
    }
    try {
      await read(tree);
    } catch (error) {
      if (trees.length === 1 || !(error instanceof Refusal)) throw error;
      keep(tree.name);
      isPaused = error.code.endsWith('rate-limited');
      problems.push(
        wholeFileProblem(tree.name, `${sentenceOf(error)}${isPaused ? ' What follows is read then.' : ''}`),
      );
    }
  }
}

/** Why a reading was refused; undefined where it was not. */
async function failureOf(reading: Promise<void>): Promise<string | undefined> {
  try {
    await reading;
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return sentenceOf(error);
    throw error;
  }
}

/** The version of a file whose reading must be done again. */
const unsettled = '';

/** Whether files of a tree that has not changed say what they said: what they name elsewhere may have changed. */
async function isSettled(files: readonly KnownFile[], { openRemote }: ReadContext): Promise<boolean> {
  for (const { version, reading } of files) {
    const elsewhere = reading.included.filter(({ target }) => isRemote(target));
    if (version === unsettled || !(await areUnchanged(elsewhere, openRemote))) return false;
  }
  return true;
}

const asItWas = (known: KnownFile): ReadFile => ({
  ...known,
  file: fileName({ name: known.tree }, known.path),
  entities: undefined,
});

async function readTree(tree: SourceTree, context: ReadContext): Promise<readonly ReadFile[]> {
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
  { sourceId, memory, openRemote, reader }: ReadContext,
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
