import type { KindRules } from './kind-rules.ts';
import type { FilePlace, FreshReading } from './read-file.ts';
import type { FileText } from './source-tree.ts';

/** What a file holds that a text for a thread names. */
export interface IncludedContent {
  readonly target: string;
  readonly version: string;
  readonly content: FileText;
}

/** What a thread is sent: a text, or what it asked for. */
export type ReadJob = { readonly id: number; readonly place: FilePlace; readonly text: string } | IncludedContent;

/** What a thread says: what came of a text, or which file it names. */
export type ThreadMessage =
  | { readonly id: number; readonly reading: FreshReading }
  | { readonly id: number; readonly reason: string }
  | { readonly target: string };

/** What a thread is started with. */
export interface ThreadData {
  /** The kinds that plugins add. */
  readonly addedKinds: readonly KindRules[];
  /** Where this thread takes compiled code from; undefined where it does not. */
  readonly compiledFolder: string | undefined;
}
