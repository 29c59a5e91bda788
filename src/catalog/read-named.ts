import { posix } from 'node:path';
import { Refusal } from '#callboard/core/refusal.ts';
import { readFileAddress } from './file-address.ts';
import type { LocationTarget } from './file-reading.ts';
import type { Problem } from './problem.ts';
import { isRemote, type SourceTree } from './source-tree.ts';

/** A repository that Locations name files of. */
export interface NamedRepository {
  /** What its tree is called. */
  readonly name: string;
  readonly url: string;
  readonly branch?: string;
  readonly paths: readonly string[];
}

/** A target of a Location at a Git host. */
interface NamedTarget extends LocationTarget {
  /** The file that names it. */
  readonly file: string;
  readonly viewUrl?: string;
  /** Within the repository. */
  readonly path: string;
}

/** A repository that was opened, or why it could not be. */
interface OpenedRepository {
  readonly repository: NamedRepository;
  readonly targets: readonly NamedTarget[];
  readonly tree?: SourceTree;
  readonly failure?: string;
}

interface NamingFile {
  readonly file: string;
  readonly viewUrl?: string;
  readonly reading: { readonly targets: readonly LocationTarget[] };
}

/** Each asks a host: enough to be done soon with a thousand, few enough for any host. */
const repositoriesAtOnce = 8;

/** Opens the repositories that Locations name, each once, however many name files of it. */
export function createNamedRepositories(openRepository: (repository: NamedRepository) => Promise<SourceTree>): {
  /** @returns those that were not opened before, in the order in which they are named */
  readonly open: (files: readonly NamingFile[]) => Promise<readonly OpenedRepository[]>;
} {
  const seen = new Set<string>();
  const open = async ({ repository, targets }: OpenedRepository): Promise<OpenedRepository> => {
    if (repository.url === '') return { repository, targets, failure: notAFile };
    try {
      return { repository, targets, tree: await openRepository(repository) };
    } catch (error) {
      if (error instanceof Refusal) return { repository, targets, failure: sentenceOf(error) };
      throw error;
    }
  };
  return {
    open: async (files) => {
      const targets = files.flatMap(remoteTargetsOf).filter(({ target }) => !seen.has(target));
      for (const { target } of targets) seen.add(target);
      const repositories = [...Map.groupBy(targets, ({ key }) => key)].map(([name, group]) => ({
        repository: repositoryOf(seen.has(name) ? `${name} (${seen.size})` : name, group),
        targets: group,
      }));
      for (const { repository } of repositories) seen.add(repository.name);
      const opened: OpenedRepository[] = [];
      for (let start = 0; start < repositories.length; start += repositoriesAtOnce) {
        opened.push(...(await Promise.all(repositories.slice(start, start + repositoriesAtOnce).map(open))));
      }
      return opened;
    },
  };
}

const notAFile =
  'It is not the address of a file at GitHub, GitLab, Bitbucket, Azure DevOps or Gitea. Give the address of its page there.';

interface KeyedTarget extends NamedTarget {
  /** The same for all files of a branch. */
  readonly key: string;
  readonly url: string;
  readonly branch?: string;
}

function remoteTargetsOf({ file, viewUrl, reading }: NamingFile): readonly KeyedTarget[] {
  return reading.targets
    .filter(({ target }) => isRemote(target))
    .map((named) => {
      const place = { ...named, file, ...(viewUrl !== undefined && { viewUrl }) };
      const address = readFileAddress(named.target);
      if (!address) return { ...place, key: named.target, url: '', path: '' };
      const { repositoryUrl: url, branch, path } = address;
      const key = `${url.replace(/^https?:\/\//, '').replace(/\.git$/, '')}${branch === undefined ? '' : `@${branch}`}`;
      return { ...place, key, url, path, ...(branch !== undefined && { branch }) };
    });
}

function repositoryOf(name: string, targets: readonly KeyedTarget[]): NamedRepository {
  const { url = '', branch } = targets[0] ?? {};
  return { name, url, ...(branch !== undefined && { branch }), paths: targets.map(({ path }) => path) };
}

/** Whether a file was read that a target names. */
export function isThere(
  { path, isOptional }: NamedTarget,
  tree: string,
  files: readonly { readonly tree: string; readonly path: string }[],
): boolean {
  const fits = (file: string) =>
    path === '.' || file === path || file.startsWith(`${path}/`) || posix.matchesGlob(file, path);
  return isOptional || files.some((file) => file.tree === tree && fits(file.path));
}

export const notThere = 'which is not there: mend the path, or write presence: optional';

/** A target at a Git host that is not there. */
export const notThereProblem = (target: NamedTarget): Problem => namedProblem(target, `, ${notThere}`);

/** What is wrong with a target at a Git host. @param rest what follows its address */
export function namedProblem({ file, viewUrl, place, target }: NamedTarget, rest: string): Problem {
  const message = `${place.path} names ${target}${rest}`;
  return { file, ...place, ...(viewUrl !== undefined && { viewUrl }), message };
}

/** A refusal as a sentence or two. */
export const sentenceOf = ({ message, hint }: Refusal): string => (hint === undefined ? message : `${message} ${hint}`);
