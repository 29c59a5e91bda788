import type { Directory } from '../directory.ts';
import type { EntityNote, OwnerNote } from '../extension-point.ts';

/** What the catalog's commands ask. */
export interface CommandContext {
  readonly directory: Directory;
  /** The accounts of a user by surface. */
  readonly accountsOf: (userRef: string) => Promise<Readonly<Record<string, string>>>;
  readonly ownerNotes: readonly OwnerNote[];
  readonly entityNotes: readonly EntityNote[];
}
