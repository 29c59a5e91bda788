import { randomUUID } from 'node:crypto';

import type { JsonObject } from './json.ts';
import type { WorkspaceEvents } from './workspace-events.ts';

/** What a person is typing that has links in it, and what the app shows of them so far. */
export type Draft = {
  /** By what `chat.unfurl` names it. */
  readonly id: string;
  readonly personId: string;
  /** As Slack has it, links marked. */
  readonly text: string;
  readonly attachments?: readonly JsonObject[];
  readonly entities?: readonly JsonObject[];
};

const draftsKept = 100;

/** What people are typing. */
export type Drafts = {
  begin(personId: string, text: string): Draft;
  byId(id: string): Draft | undefined;
  change(id: string, transform: (draft: Draft) => Draft): void;
};

/** Drafts in memory; what the app shows of their links is announced on `events`. */
export const createDrafts = (events: WorkspaceEvents): Drafts => {
  const drafts = new Map<string, Draft>();
  return {
    begin: (personId, text) => {
      const draft = { id: `${personId}-${randomUUID()}`, personId, text };
      drafts.set(draft.id, draft);
      const oldest = drafts.keys().next();
      if (drafts.size > draftsKept && oldest.done !== true) drafts.delete(oldest.value);
      return draft;
    },
    byId: (id) => drafts.get(id),
    change: (id, transform) => {
      const before = drafts.get(id);
      if (before === undefined) return;
      drafts.set(id, transform(before));
      events.emit('draftUnfurled', { id, personId: before.personId });
    },
  };
};
