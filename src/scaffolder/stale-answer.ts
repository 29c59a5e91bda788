import type { Line, List, PressButton } from '#callboard/core/answers/answer.ts';
import { counted } from '#callboard/core/counted.ts';
import type { StaleThing, StaleThings } from './find-stale.ts';

const shownCommitLength = 12;

/** What was made from older versions of templates, and what could not be compared. @param limit of what is listed */
export function staleAnswer({ things, withoutCommit, unknown }: StaleThings, limit: number): List {
  const shown = things.slice(0, limit);
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
    items: [...shown.map((thing) => itemOf(thing, shown.length > 1)), ...notes.map((note) => ({ title: note }))],
    omitted: Math.max(0, things.length - limit),
    buttons: [],
  };
}

function itemOf(thing: StaleThing, isOneOfSeveral: boolean): List['items'][number] {
  const { run, name, url } = thing;
  const title: Line = url === undefined ? { kind: 'strong', text: name } : { kind: 'link', text: name, url };
  const detail = `${run.templateTitle} · ${changeOf(thing)} · run ${run.id.slice(0, shownIdLength)}`;
  return { title, detail, ...(canBeProposed(thing) && { button: buttonOf(thing, isOneOfSeveral) }) };
}

/** What was rendered then can be told only from a commit, and what has been published alone can be proposed to. */
const canBeProposed = ({ run, url, commit, change }: StaleThing): boolean =>
  url !== undefined && commit !== undefined && run.templateCommit !== undefined && change !== 'unknown';

function buttonOf({ run, name }: StaleThing, isOneOfSeveral: boolean): PressButton {
  const label = isOneOfSeveral ? `Propose to ${name.slice(name.lastIndexOf('/') + 1)}` : 'Propose the changes';
  return { label, press: { command: 'propose-update', values: { run: run.id } } };
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
