import type { Wait } from '#callboard/core/wait.ts';
import type { Author } from '#callboard/git/push-folder.ts';
import type { Credentials } from '#callboard/git/run-git.ts';
import type { GitHost, Repository, RepositoryRequest } from '../git-host.ts';

/** A repository as its host tells of it. */
export interface FoundRepository {
  readonly repository: Repository;
  /** Whether it has the mark of the run that was asked about: that run is making it. */
  readonly isMarked: boolean;
  /** The newest commit of the branch that was asked about, where it has any. */
  readonly head: { readonly commit: string; readonly message: string } | undefined;
}

/** What is looked for. */
export interface WantedRepository {
  readonly owner: string;
  readonly name: string;
  /** Whose mark is looked for. */
  readonly runId: string;
  /** The default one where it is undefined. */
  readonly branch: string | undefined;
}

/** A pull request that there is to be. */
export interface WantedRequest extends Pick<Repository, 'owner' | 'name'> {
  readonly branch: string;
  /** The branch that it is to go into. */
  readonly base: string;
  readonly title: string;
  readonly description: string;
}

/** One vendor's API, as far as making a repository takes it. Each throws a Refusal where the host says no. */
export interface RepositoryApi {
  /** @returns undefined where there is none, or the bot may not see it */
  readonly find: (wanted: WantedRepository, signal: AbortSignal) => Promise<FoundRepository | undefined>;
  /** The names of branches, at least of those that begin so; none where there is no such repository. */
  readonly branches: (
    repository: Pick<Repository, 'owner' | 'name'>,
    begin: string,
    signal: AbortSignal,
  ) => Promise<readonly string[]>;
  /**
   * Makes an empty repository that has the run's mark from its first moment on.
   * @returns `taken` where there is one of that name
   */
  readonly create: (request: RepositoryRequest, signal: AbortSignal) => Promise<FoundRepository | 'taken'>;
  /**
   * Takes the mark away and makes the pushed branch the default one: the last thing that is done to a repository.
   * @throws Refusal `branch-missing` where the host does not know the branch yet; `repository-taken` where the name is
   *   somebody else's by now
   */
  readonly finish: (found: FoundRepository, request: RepositoryRequest, signal: AbortSignal) => Promise<Repository>;
  /**
   * Opens a pull request of a branch, or finds the one that there is of it, be it closed or merged by now.
   * @returns where a person reads it
   */
  readonly request: (wanted: WantedRequest, signal: AbortSignal) => Promise<string | undefined>;
  /** Removes it with all that is in it; one that is gone is what was wanted. */
  readonly remove: (repository: Repository, signal: AbortSignal) => Promise<void>;
}

/** What a host takes in names; others it would refuse, or change without a word. */
export interface NameRules {
  readonly owner: RegExp;
  readonly repository: RegExp;
  /** What is allowed, as one sentence. */
  readonly hint: string;
}

/** A Git host on the network. */
export interface RemoteHost {
  /** The plugin's id. */
  readonly id: string;
  /** The host in `repoUrl` values. */
  readonly host: string;
  /** The organisation in `repoUrl` values, where one is configured. */
  readonly organization?: string;
  /** What `repoUrl` values call the owner, where that is not `owner`. */
  readonly ownerWord?: NonNullable<GitHost['ownerWord']>;
  /** Who may own repositories; empty means whoever is named. */
  readonly owners: readonly string[];
  readonly api: RepositoryApi;
  readonly names: NameRules;
  /** What git clones a repository from, without credentials in it. */
  readonly cloneUrlOf: (repository: Pick<Repository, 'owner' | 'name'>) => string;
  /** What follows the address of the host in the address of a repository's page: the groups `owner` and `name`. */
  readonly pagePattern: RegExp;
  /** What git pushes with; asked for at each use, since tokens expire. */
  readonly readCredentials: (signal: AbortSignal) => Promise<Credentials>;
  /** Whom commits name where the request names nobody. */
  readonly author: Author;
  readonly wait: Wait;
}

/** `/owner/name`, and whatever comes behind it. */
export const ownerAndName: RegExp = /^\/(?<owner>[^/]+)\/(?<name>[^/]+)/;
