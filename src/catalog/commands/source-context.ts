import type { Outbox } from '#callboard/core/messages/outbox.ts';
import type { DirectoryInMemory } from '../directory-in-memory.ts';
import type { Sources } from '../keep-sources.ts';
import type { Problem } from '../problem.ts';
import type { SourceRights } from '../source-rights.ts';

/** What the commands about sources ask. */
export interface SourceCommandContext {
  readonly sources: Sources;
  readonly directory: DirectoryInMemory;
  readonly rights: SourceRights;
  readonly messages: Outbox;
  /** All problems, by source id. */
  readonly problems: () => Promise<ReadonlyMap<string, readonly Problem[]>>;
  /** Has all sources synced within seconds. */
  readonly refreshAll: () => Promise<void>;
  /** The page of a repository that is not on the web at the address it is read from. */
  readonly pageOf: (repositoryUrl: string) => string | undefined;
  /** What the paths of file sources are told relative to: the folder of callboard.yaml, absolute. */
  readonly folder: string;
}
