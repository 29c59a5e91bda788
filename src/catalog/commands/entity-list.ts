import type { List } from '#callboard/core/answers/answer.ts';
import { plainWord } from '../describing-words.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import { displayName, oneLine } from '../entity-text.ts';
import type { EntityNote } from '../extension-point.ts';

/** How many things a list names, page by page: whoever looks for one among more asks for fewer. */
export const maximumListed = 100;

/** Entities as a list: as many as one has room for, and how many more there are. */
export function listOf(
  title: string,
  entries: readonly DirectoryEntry[],
  directory: Directory,
  notes: readonly EntityNote[] = [],
): List {
  const shown = entries.slice(0, maximumListed);
  return {
    kind: 'list',
    title,
    items: shown.map((entry) => ({
      title: [{ kind: 'strong', text: displayName(entry.entity) }, ' ', { kind: 'code', text: entry.ref }],
      detail: [...notes.flatMap((note) => note(entry) ?? []), detailOf(entry, directory)].join(' '),
      button: { label: `Show ${displayName(entry.entity)}`, press: { command: 'show', values: { name: entry.ref } } },
    })),
    omitted: entries.length - shown.length,
    buttons: [],
  };
}

/** How many of what: `no services`, `1 service`, `23 services, of which these are the first 10`. */
export function countOf(count: number, what: string): string {
  if (count === 0) return `no ${what}`;
  if (count === 1) return `1 ${plainWord(what)}`;
  return count > maximumListed ? `${count} ${what}, of which these are the first ${maximumListed}` : `${count} ${what}`;
}

function detailOf({ ref, entity }: DirectoryEntry, directory: Directory): string {
  const { description } = entity.metadata;
  const owner = directory.related(ref, 'ownedBy')[0];
  const entry = owner === undefined ? undefined : directory.get(owner);
  const owned = owner === undefined ? [] : [`Owned by ${entry ? displayName(entry.entity) : owner}`];
  return [...owned, ...(description ? [oneLine(description, 160)] : [])].join('. ');
}
