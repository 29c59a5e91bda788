import type { Line, List } from '#callboard/core/answers/answer.ts';
import { counted } from '#callboard/core/counted.ts';
import type { StaleThing, StaleThings } from './find-stale.ts';

const shownCommitLength = 12;

/** What was made from older versions of templates, and what could not be compared. @param limit of what is listed */
export function staleAnswer({ things, withoutCommit, unknown }: StaleThings, limit: number): List {
  const title =
    things.length === 0
      ? 'Nothing is known to be made from an older version of its template'
      : `${counted(things.length, 'thing')} made from an older version of ${things.length === 1 ? 'its' : 'their'} template`;
  const notes = [
    ...withoutCommit.map(
      (template) => `${template}: it is or was no part of a repository, so only its own file was compared.`,
    ),
    ...unknown,
  ];
  return {
    kind: 'list',
    title,
    items: [...things.slice(0, limit).map(itemOf), ...notes.map((note) => ({ title: note }))],
    omitted: Math.max(0, things.length - limit),
    buttons: [],
  };
}

function itemOf(thing: StaleThing): List['items'][number] {
  const { run, name, url } = thing;
  const title: Line = url === undefined ? { kind: 'strong', text: name } : { kind: 'link', text: name, url };
  return { title, detail: `${run.templateTitle} · ${changeOf(thing)} · run ${run.id.slice(0, shownIdLength)}` };
}

const shownIdLength = 8;

const changes: Readonly<Record<StaleThing['change'], string>> = {
  document: 'its document has changed',
  files: 'its files have changed',
  unknown: 'its repository has moved on, and no longer tells how it was',
};

function changeOf({ run, commit, change }: StaleThing): string {
  if (commit === undefined || run.templateCommit === undefined) return changes[change];
  return `${changes[change]}: ${run.templateCommit.slice(0, shownCommitLength)} → ${commit.slice(0, shownCommitLength)}`;
}
