import type { GitCredentials } from '#callboard/core/git-credentials.ts';
import type { Directory } from './directory.ts';
import type { SourceTarget } from './catalog-store.ts';
import type { SyncReport } from './sync-report.ts';

/** What the catalog offers to other plugins. */
export interface CatalogExtensionPoint {
  /** The in-memory view that questions are answered from. */
  readonly directory: Directory;
  /** Names how repositories of a host are read. */
  readonly addGitCredentials: (credentials: GitCredentials) => void;
  /**
   * Keeps a source and syncs it now; what it brings is in the directory when this resolves.
   * @throws Refusal where it cannot be read, and then it is not kept
   */
  readonly register: (target: SourceTarget) => Promise<SyncReport>;
}

declare module '#callboard/core/plugins/extension-points.ts' {
  interface ExtensionPoints {
    readonly catalog: CatalogExtensionPoint;
  }
}
