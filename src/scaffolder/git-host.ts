import type { SourceTarget } from '#callboard/catalog/catalog-store.ts';
import type { Author } from '#callboard/git/push-folder.ts';

/** A repository that is to be made. */
export interface RepositoryRequest {
  /** Organisation or user. */
  readonly owner: string;
  readonly name: string;
  readonly description: string;
  readonly visibility: 'private' | 'internal' | 'public';
  readonly defaultBranch: string;
  /** The run that makes it: how the repository is recognised as the run's own. */
  readonly runId: string;
  /** The key of the project that it is put into, where the host sorts an owner's repositories so. */
  readonly project?: string | undefined;
  /** What the first commit says; a word of Callboard's own where nothing is given. */
  readonly commitMessage?: string | undefined;
  /** Whom the first commit names; whom the host is configured with where nobody is given. */
  readonly author?: Author | undefined;
}

/** A repository that is there. */
export interface Repository {
  readonly owner: string;
  readonly name: string;
  /** Where a person reads it. */
  readonly webUrl: string;
  /** What a person clones. */
  readonly cloneUrl: string;
  /** What the host knows it by, where templates ask for that. */
  readonly id?: string;
}

/** A repository that has its first commit. */
export interface PublishedRepository extends Repository {
  /** The commit's hash. */
  readonly commit: string;
}

/** What has changed in the template of a repository, to be proposed to it. */
export interface Proposal extends Pick<Repository, 'owner' | 'name'> {
  /** The run that made the repository. */
  readonly runId: string;
  /** The branch that it is pushed to: the same whenever the same is proposed, and no other's. */
  readonly branch: string;
  readonly title: string;
  readonly description: string;
  /** The files that the template rendered then: a folder, absolute. */
  readonly before: string;
  /** Those that it renders now. */
  readonly after: string;
}

/** What came of a proposal. Nothing is pushed but where it is `proposed`. */
export type Proposed =
  /** `url` is where a person reads the request; undefined at a host that has none. */
  | { readonly kind: 'proposed'; readonly branch: string; readonly url: string | undefined }
  /** The files that both the template and somebody in the repository have changed, and that do not go together. */
  | { readonly kind: 'conflicts'; readonly files: readonly string[] }
  /** The repository has all of it. */
  | { readonly kind: 'nothing' };

/** What stands under a name at a host: nothing, the run's own repository, or a stranger's. */
export type Looked = { readonly kind: 'free' } | ({ readonly kind: 'own' | 'taken' } & Pick<Repository, 'webUrl'>);

/** A host of Git repositories. Every implementation passes the one contract suite. */
export interface GitHost {
  /** The plugin's id, such as `github`. */
  readonly id: string;
  /** The host in `repoUrl` values, such as `github.com`. */
  readonly host: string;
  /** The organisation in `repoUrl` values, at a host of which one organisation is configured. */
  readonly organization?: string;
  /**
   * What `repoUrl` values call the owner, where that is not `owner`: the workspace of Bitbucket, whose projects sort its
   * repositories; the project of Azure DevOps, in the organisation.
   */
  readonly ownerWord?: 'workspace' | 'project';
  /** Owners that repositories may be made under, where the host is configured with any; empty means whatever the person names. */
  readonly owners: readonly string[];
  /**
   * Tells whether the name is free, this run's own, or a stranger's. Reads only, and little: it is asked while a person
   * waits at a form.
   * @throws Refusal where the host is down, the token is refused or the signal ended it; `name-refused` where owner or
   *   name can't be one
   */
  readonly look: (owner: string, name: string, runId: string, signal: AbortSignal) => Promise<Looked>;
  /**
   * The names of a repository's branches that begin so, about a hundred at most; none where there is no such repository.
   * It is one small request: it is asked while a person types.
   * @throws Refusal as `look`
   */
  readonly branches: (owner: string, name: string, begin: string, signal: AbortSignal) => Promise<readonly string[]>;
  /**
   * Makes the repository and pushes the folder's files as its first commit on the default branch. Called again with
   * the same run id it goes on where it stopped and makes nothing twice.
   * @throws Refusal where the name is a stranger's, the token is refused, the host is down or the push is refused
   */
  readonly publish: (request: RepositoryRequest, folder: string, signal: AbortSignal) => Promise<PublishedRepository>;
  /**
   * Removes the repository that the run made, whole or half made; one that is gone is what was wanted.
   * @throws Refusal `not-removed` where it does not bear the run's mark, or has a branch that somebody else has pushed
   *   to; where the host is down, the token is refused or lacks the right; `name-refused`
   */
  readonly remove: (owner: string, name: string, runId: string, signal: AbortSignal) => Promise<void>;
  /**
   * Merges the change with the repository's default branch, pushes that on a branch of its own, and asks there for its
   * being taken in. Asked again it makes nothing twice.
   * @throws Refusal where there is no such repository, the token is refused, the host is down or the push is refused
   */
  readonly propose: (proposal: Proposal, signal: AbortSignal) => Promise<Proposed>;
  /** The repository that a page at this host is about, as far as its address says so; undefined where it does not. */
  readonly repositoryAt: (url: string) => Pick<Repository, 'owner' | 'name'> | undefined;
  /**
   * What the catalog reads from now on to have the file at `path` of the repository, on this host and no other.
   * @throws Refusal where owner or name can't be one
   */
  readonly catalogSource: (repository: Pick<Repository, 'owner' | 'name'>, path: string) => SourceTarget;
}
