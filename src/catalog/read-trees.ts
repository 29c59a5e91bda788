import { Refusal } from '#callboard/core/refusal.ts';
import { createFileReader } from './file-reader.ts';
import type { KindRules } from './kind-rules.ts';
import type { Problem } from './problem.ts';
import { wholeFileProblem } from './read-file.ts';
import {
  createNamedRepositories,
  isThere,
  namedProblem,
  type NamedRepository,
  notThereProblem,
  sentenceOf,
} from './read-named.ts';
import { asItWas, isSettled, type ReadFile, readTree, type ReadTreeContext } from './read-tree.ts';
import type { SourceTree } from './source-tree.ts';

/** All that a source says now. */
export interface SourceRead {
  /** In the order in which they were read: of several that claim a name the first has it. */
  readonly files: readonly ReadFile[];
  /** What each tree is at, by its name, where that is known. */
  readonly versions: Readonly<Record<string, string>>;
  /** What is wrong with the repositories that Locations name. */
  readonly problems: readonly Problem[];
}

export interface ReadTreesContext extends Omit<ReadTreeContext, 'reader'> {
  /** The kinds that plugins add. */
  readonly addedKinds: readonly KindRules[];
  /** @throws Refusal where it cannot be read */
  readonly openRepository: (repository: NamedRepository) => Promise<SourceTree>;
}

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

type ReadContext = ReadTreesContext & ReadTreeContext;

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
