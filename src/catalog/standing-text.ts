import type { Button } from '#callboard/core/answers/answer.ts';
import type { DirectoryEntry } from './directory.ts';
import { shownFile } from './entity-text.ts';

/** What is to be said of an entity that stands although its file does not say it; nothing of any other. */
export function standingLines({ standing, origin }: DirectoryEntry): readonly string[] {
  if (standing === undefined) return [];
  const file = shownFile(origin);
  const since = dayOf(standing.since);
  return standing.kind === 'broken'
    ? [`⚠️ ${file} has not been valid since ${since}: this is what it said before.`]
    : [
        `⚠️ ${file} has been gone since ${since}: this is removed from the catalog after ${dayOf(standing.removedAfter)}.`,
      ];
}

/** What a person can ask about that. */
export function standingButtons({ standing, ref }: DirectoryEntry): readonly Button[] {
  return standing === undefined
    ? []
    : [{ label: 'What is wrong', press: { command: 'problems', values: { of: ref } } }];
}

/** The day of a moment in UTC, such as `2026-03-01`. @param moment ISO 8601 */
const dayOf = (moment: string): string => moment.slice(0, 10);
