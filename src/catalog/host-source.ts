import type { Json } from '#callboard/core/storage/records.ts';
import type { SourceTree } from './source-tree.ts';

/** A repository of a host's source. */
export interface HostRepository {
  /** The name of its tree. */
  readonly name: string;
  /** What it is cloned from. */
  readonly url: string;
  readonly branch?: string;
}

/** A place of many repositories, or of people, that a plugin reads, such as an organisation at a Git host. */
export interface HostSource {
  /** The same at every start, such as `github:acme`. */
  readonly id: string;
  /** What people call it, such as `the GitHub organisation acme`. */
  readonly title: string;
  /**
   * Opens all that is there now. Reading a tree may throw a Refusal too: one whose code ends with `rate-limited` leaves
   * the trees after it to the next time.
   * @param remembered what this gave as `host` when the source was last read; undefined at first
   * @throws Refusal where it cannot be read at all
   */
  readonly open: (
    remembered: Json | undefined,
    signal: AbortSignal | undefined,
  ) => Promise<{ readonly trees: readonly SourceTree[]; readonly host?: Json }>;
  /** The repository of a file, as origins name it; undefined where the file is in none, such as a list of people. */
  readonly repositoryOf: (file: string) => HostRepository | undefined;
}
