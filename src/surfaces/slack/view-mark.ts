import type { Draft, SeenDraft } from '#callboard/core/commands/conversation.ts';
import { reviewId } from '#callboard/core/forms/walk-form.ts';
import type { StandIn } from './long-texts.ts';

/** Which draft a view is of, and which page and state of it the view shows. */
export interface ViewMark extends SeenDraft {
  readonly draftId: string;
}

/** What is far within the 3,000 characters of a view's `private_metadata`, and longer than most ids of pages. */
const pageIdLimit = 200;

/** The mark as a view carries it in its `private_metadata`. */
export const writeMark = (draft: Draft, standIn: StandIn): string =>
  JSON.stringify([draft.id, draft.revision, standIn(draft.at === 'review' ? reviewId : draft.page.id, pageIdLimit)]);

/**
 * Slack returns what this bot put there, signed or over its own socket.
 * @param read finds the text behind a stand-in
 * @returns undefined for the view of another version
 */
export async function readMark(
  metadata: string,
  read: (text: string) => Promise<string>,
): Promise<ViewMark | undefined> {
  const parts: unknown = metadata.startsWith('[') ? JSON.parse(metadata) : undefined;
  if (!Array.isArray(parts)) return undefined;
  const [draftId, revision, pageId]: readonly unknown[] = parts;
  return typeof draftId === 'string' && typeof revision === 'number' && typeof pageId === 'string'
    ? { draftId, revision, pageId: await read(pageId) }
    : undefined;
}
