import { dirname } from 'node:path';
import { formatPath } from '#callboard/core/json-schema/compile-schema.ts';
import { readYaml, type YamlDocument } from '#callboard/core/yaml/read-yaml.ts';
import type { Entity, EntityOrigin } from './entity.ts';
import { findFiles } from './find-files.ts';
import { textsOf } from './json-values.ts';
import { isRemote, loadPlaceholders } from './load-placeholders.ts';
import type { Problem } from './problem.ts';
import { type FileText, readTextFile } from './read-text-file.ts';
import { fileName, isWithin, pathOf, type SourceTree } from './source-tree.ts';
import { validateEntity, type ValidatedDocument } from './validate-entity.ts';
import { wildcardMistake } from './wildcard-mistake.ts';

/** A valid document, and where its name stands. */
export interface ReadEntity {
  readonly ref: string;
  readonly entity: Entity;
  readonly origin: EntityOrigin;
  readonly line: number;
  readonly column: number;
}

/** A document, or a whole file, that nothing could be made of; with its ref where that could be told. */
interface Rejected {
  readonly file: string;
  readonly ref: string | undefined;
}

/** All that a source says now. */
export interface SourceRead {
  /** The files that were found, in the order in which they were read. */
  readonly files: readonly string[];
  readonly documentCount: number;
  readonly entities: readonly ReadEntity[];
  readonly rejected: readonly Rejected[];
  readonly problems: readonly Problem[];
}

/** Files that are read at once: while they are parsed, nothing else runs. */
const filesAtOnce = 16;

/**
 * Reads every document of the files that the patterns stand for, and of those that Locations among them name.
 * It never throws for what a file holds: that is among the problems.
 * @param patterns paths or globs, absolute or relative to the tree's root
 */
export async function readTree(
  tree: SourceTree,
  patterns: readonly string[],
  signal?: AbortSignal,
): Promise<SourceRead> {
  const reads: FileRead[] = [];
  const waiting: string[] = [];
  const seen = new Set<string>();
  const addFiles = (paths: readonly string[]) => {
    for (const path of paths.filter((found) => !seen.has(found))) {
      seen.add(path);
      waiting.push(path);
    }
  };
  for (const pattern of patterns) addFiles(await filesWithin(tree, pathOf(tree.root, pattern)));
  while (waiting.length > 0) {
    signal?.throwIfAborted();
    const paths = waiting.splice(0, filesAtOnce);
    const contents = await Promise.all(paths.map(readTextFile));
    for (const [index, path] of paths.entries()) {
      const read = await readFile(tree, path, contents[index] ?? { failure: 'was not read' });
      reads.push(read);
      addFiles(read.named);
    }
  }
  return {
    files: [...seen].map((path) => fileName(tree, path)),
    documentCount: reads.reduce((sum, read) => sum + read.documentCount, 0),
    entities: reads.flatMap(({ entities }) => entities),
    rejected: reads.flatMap(({ rejected }) => rejected),
    problems: reads.flatMap(({ problems }) => problems),
  };
}

/** What one file says. */
interface FileRead extends Omit<SourceRead, 'files'> {
  /** The files that its Locations name. */
  readonly named: readonly string[];
}

async function readFile(tree: SourceTree, path: string, content: FileText): Promise<FileRead> {
  const file = fileName(tree, path);
  if ('failure' in content) {
    const problems = [wholeFileProblem(file, `The file ${file} ${content.failure}.`)];
    return { documentCount: 0, entities: [], rejected: [{ file, ref: undefined }], problems, named: [] };
  }
  const entities: ReadEntity[] = [];
  const rejected: Rejected[] = [];
  const problems: Problem[] = [];
  const named: string[] = [];
  const documents = readYaml(content.text);
  for (const document of documents) {
    const validated = await validate(tree, path, document);
    problems.push(...validated.problems);
    if (!validated.valid) {
      rejected.push({ file, ref: validated.ref });
      continue;
    }
    entities.push(readEntity(tree, file, document, validated));
    const followed = await follow(tree, path, document, validated.entity);
    named.push(...followed.paths);
    problems.push(...followed.problems);
  }
  return { documentCount: documents.length, entities, rejected, problems, named };
}

/** A problem that no line of a file is to blame for. */
export const wholeFileProblem = (file: string, message: string): Problem => ({
  file,
  document: 0,
  line: 1,
  column: 1,
  path: '',
  message,
});

async function filesWithin(tree: SourceTree, pattern: string): Promise<readonly string[]> {
  const files = await findFiles(pattern);
  return tree.isConfined ? files.filter((file) => isWithin(tree.root, file)) : files;
}

async function validate(tree: SourceTree, path: string, document: YamlDocument): Promise<ValidatedDocument> {
  const file = fileName(tree, path);
  if (document.value === undefined) return validateEntity(file, document, undefined);
  const { value, failures } = await loadPlaceholders(tree, path, document.value);
  const unread = failures.map(({ placeholder }) => placeholder.path);
  const validated = validateEntity(file, document, value, unread);
  if (failures.length === 0) return validated;
  const problems = failures.map(({ placeholder, message }) => ({
    file,
    document: document.index,
    ...document.positionOf(placeholder.path),
    path: formatPath(placeholder.path),
    message,
  }));
  return { valid: false, ref: validated.ref, problems: [...validated.problems, ...problems] };
}

function readEntity(
  tree: SourceTree,
  file: string,
  document: YamlDocument,
  { ref, entity }: ValidatedDocument & { readonly valid: true },
): ReadEntity {
  const viewUrl = tree.viewUrlOf?.(file);
  return {
    ref,
    entity,
    origin: { sourceId: tree.sourceId, file, document: document.index, ...(viewUrl === undefined ? {} : { viewUrl }) },
    ...document.positionOf(['metadata', 'name']),
  };
}

interface Followed {
  readonly paths: readonly string[];
  readonly problems: readonly Problem[];
}

/** The files that a Location names; none for any other entity. */
async function follow(tree: SourceTree, path: string, document: YamlDocument, entity: Entity): Promise<Followed> {
  if (entity.kind !== 'Location') return { paths: [], problems: [] };
  const isOptional = entity.spec?.['presence'] === 'optional';
  const paths: string[] = [];
  const problems: Problem[] = [];
  for (const field of ['target', 'targets']) {
    for (const [index, target] of textsOf(entity.spec?.[field]).entries()) {
      const found = await followTarget(tree, path, target);
      if ('paths' in found) paths.push(...found.paths);
      const failure =
        'failure' in found ? found.failure : found.paths.length === 0 && !isOptional ? notThere : undefined;
      if (failure === undefined) continue;
      const place = ['spec', field, ...(field === 'targets' ? [index] : [])];
      problems.push({
        file: fileName(tree, path),
        document: document.index,
        ...document.positionOf(place),
        path: formatPath(place),
        message: `${formatPath(place)} names ${target}, ${failure}`,
      });
    }
  }
  return { paths, problems };
}

const notThere = 'which is not there: mend the path, or write presence: optional';

async function followTarget(
  tree: SourceTree,
  path: string,
  target: string,
): Promise<{ readonly paths: readonly string[] } | { readonly failure: string }> {
  if (isRemote(target))
    return { failure: 'an address on the network, which is not read yet: add its repository as a source of its own' };
  const failure = wildcardMistake(target);
  if (failure !== undefined) return { failure };
  const pattern = pathOf(dirname(path), target);
  if (tree.isConfined && !isWithin(tree.root, pattern)) return { failure: 'which is outside of this repository' };
  return { paths: await filesWithin(tree, pattern) };
}
