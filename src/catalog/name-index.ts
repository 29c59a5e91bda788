import type { Directory, DirectoryEntry } from './directory.ts';

/** What deciding what a name means asks of the directory. */
export interface NameIndex extends Pick<Directory, 'get' | 'search' | 'related' | 'withAnnotation'> {
  /** Entries by the squeezed text of one of their labels. */
  readonly labelled: (squeezed: string) => readonly DirectoryEntry[];
  /** Whether a word is one of a `spec.type`. */
  readonly hasType: (word: string) => boolean;
  /** Entries by one of their address keys. */
  readonly withAddressKey: (key: string) => readonly DirectoryEntry[];
}
