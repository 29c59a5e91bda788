import type { Line } from '#callboard/core/answers/answer.ts';
import type { GitCredentials } from '#callboard/core/git-credentials.ts';
import type { Directory, DirectoryEntry } from './directory.ts';
import type { KindRules } from './kind-rules.ts';
import type { HostSource } from './host-source.ts';
import type { SourceTarget } from './catalog-store.ts';
import type { SyncReport } from './sync-report.ts';

/** What the catalog offers to other plugins. */
export interface CatalogExtensionPoint {
  /** The in-memory view that questions are answered from. */
  readonly directory: Directory;
  /** Names how repositories of a host are read. */
  readonly addGitCredentials: (credentials: GitCredentials) => void;
  /**
   * Names where people read repositories that are not on the web at the address that the catalog reads them from.
   * @param pageOf gives undefined for repositories that are none of the plugin's
   */
  readonly addRepositoryPages: (pageOf: (repositoryUrl: string) => string | undefined) => void;
  /** Adds a kind of entities, with the schema of its `spec`; its `owner`, `system` and `dependsOn` are relations. */
  readonly addKind: (rules: KindRules) => void;
  /** Adds a place of many repositories or of people, which this plugin reads: it is a source from the start on. */
  readonly addSource: (source: HostSource) => void;
  /** Has a source synced within seconds, by whichever instance is free; one that is not there is left alone. */
  readonly refreshSource: (sourceId: string) => Promise<void>;
  /** The same for every source that reads a repository, however its address is written. */
  readonly refreshRepository: (url: string) => Promise<void>;
  /**
   * Keeps a source and syncs it now; what it brings is in the directory when this resolves.
   * @param by the id of the run that registers it: kept with a source that was not there before
   * @throws Refusal where it cannot be read, and then it is not kept
   */
  readonly register: (target: SourceTarget, by: string) => Promise<SyncReport>;
  /** Whether a source is kept because that run registered it. */
  readonly isRegisteredBy: (target: SourceTarget, by: string) => Promise<boolean>;
  /** Takes a source out that the run registered, with all that came from it; any other is left alone. */
  readonly unregister: (target: SourceTarget, by: string) => Promise<void>;
  /**
   * What registering a source would come to; nothing is kept of it.
   * @throws Refusal where it cannot be read
   */
  readonly preview: (target: SourceTarget) => Promise<SyncReport>;
  /**
   * What the entity's file lies beside, on this machine's disk.
   * @param needed files and folders that are to be there, relative to the entity's file, or to the repository where they
   * begin with a slash; of a repository no others are
   * @param commit of the repository, by its hash; the newest where none is given
   * @throws Refusal where the repository cannot be read, or has that commit no more
   */
  readonly checkOut: (entry: DirectoryEntry, needed: readonly string[], commit?: string) => Promise<Checkout>;
  /**
   * Makes files readable that are shown on a page of a Git host: `https://github.com/acme/templates/tree/main/skeleton`.
   * @throws Refusal where the address is none of such a page, its host may not be read, or it cannot be read
   */
  readonly checkOutPage: (url: string, options: PageOptions) => Promise<PageCheckout>;
  /** Adds what is said of an owner wherever owners are told, such as who is on call; nothing where there is nothing. */
  readonly addOwnerNote: (note: OwnerNote) => void;
  /** Adds what is said of an entity wherever it is shown or found. */
  readonly addEntityNote: (note: EntityNote) => void;
}

/** The files of a source, on this machine's disk. */
export interface Checkout {
  /** What `origin.file` is relative to, absolute: of a repository its root, of a file its folder. */
  readonly folder: string;
  /** The commit of the repository. */
  readonly commit?: string;
  /** The same where what was needed of the repository is the same. */
  readonly fingerprint?: string;
}

/** How the page of a Git host is read. */
export interface PageOptions {
  readonly signal: AbortSignal;
  /** What lets its repository be read, instead of what is configured for the host. */
  readonly token?: string | undefined;
}

/** The files that a page shows. */
export interface PageCheckout extends Required<Pick<Checkout, 'folder' | 'commit'>> {
  /** The file or folder of the page, relative to the repository's root; nothing is there where the page is wrong. */
  readonly path: string;
}

/** Says something of an owner, a Group's or a User's ref. */
export type OwnerNote = (ownerRef: string) => Promise<readonly { readonly label: string; readonly value: Line }[]>;

/** Says in a sentence what is to be known of an entity before all else; undefined where there is nothing. */
export type EntityNote = (entry: DirectoryEntry) => string | undefined;

declare module '#callboard/core/plugins/extension-points.ts' {
  interface ExtensionPoints {
    readonly catalog: CatalogExtensionPoint;
  }
}
