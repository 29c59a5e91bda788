import { posix } from 'node:path';

/** Which repositories of a host's source are read, and what of each, as callboard.yaml says it. */
export interface RepositoryFilter {
  /** Files to read; `catalog-info.yaml` unless told. */
  readonly paths?: readonly string[];
  /** Globs of names of repositories. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Only repositories with one of these. */
  readonly topics?: readonly string[];
  readonly visibility?: readonly ('public' | 'private' | 'internal')[];
  /** The default branch of each unless told. */
  readonly branch?: string;
  /** Whether archived repositories are read too. */
  readonly archived?: boolean;
}

/** What is to be known of a repository to decide whether to read it. */
export interface FilteredRepository {
  /** What its name may be taken for: a glob fits where it fits one of these. */
  readonly names: readonly string[];
  readonly topics: readonly string[];
  readonly visibility: string;
  readonly isArchived: boolean;
}

const texts = { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } };

/** The JSON Schemas of the properties of a {@link RepositoryFilter}. */
export const repositoryFilterProperties = {
  paths: texts,
  include: texts,
  exclude: texts,
  topics: texts,
  visibility: { type: 'array', minItems: 1, items: { enum: ['public', 'private', 'internal'] } },
  branch: { type: 'string', minLength: 1 },
  archived: { type: 'boolean' },
};

/** Whether a repository is to be read. */
export function isWanted(repository: FilteredRepository, filter: RepositoryFilter): boolean {
  const { include, exclude = [], topics, visibility, archived = false } = filter;
  const fits = (globs: readonly string[]) =>
    globs.some((glob) => repository.names.some((name) => posix.matchesGlob(name, glob)));
  return (
    (archived || !repository.isArchived) &&
    (include === undefined || fits(include)) &&
    !fits(exclude) &&
    (topics === undefined || topics.some((topic) => repository.topics.includes(topic))) &&
    (visibility === undefined || visibility.some((each) => each === repository.visibility))
  );
}
