import type { Reply } from '#callboard/core/commands/command.ts';
import { Refusal } from '#callboard/core/refusal.ts';
import type { Directory, DirectoryEntry } from '../directory.ts';
import { displayName } from '../entity-text.ts';
import { groupsUnder } from '../owner.ts';
import { kindRank } from '../search-index.ts';
import { countOf, listOf } from './entity-list.ts';
import { findSubject, type Subject } from './find-subject.ts';
import type { Wanted } from './read-wanted.ts';

/** Who can own something. */
const ownerKinds = ['group', 'user'];

/**
 * What a team or person owns, as a list: theirs first, then what the teams below the team, or those of the person, own.
 * @throws Refusal where the one who is named is no owner
 */
export function listOwned({ what, fits, owner }: Wanted & { readonly owner: string }, directory: Directory): Reply {
  const subject = findOwner(what, owner, directory);
  if ('reply' in subject) return subject.reply;
  const { ref, entity } = subject.entry;
  const name = displayName(entity);
  const own = ownedBy(ref, directory).filter(fits);
  const others = teamsOf(ref, directory)
    .flatMap((team) => ownedBy(team, directory))
    .filter((entry) => fits(entry) && !own.includes(entry));
  const all = [...own, ...new Set(others)];
  const owns =
    others.length > 0 ? `${name} and ${ref.startsWith('user:') ? 'their' : 'its'} teams own` : `${name} owns`;
  const title = `${owns} ${countOf(all.length, `${what}${byKind(what, all)}`)}`;
  return { answer: listOf(title, all, directory), subject: ref };
}

/** How many of each kind there are, where anything is wanted: ` (4 Components, 1 API)`. */
function byKind(what: string, entries: readonly DirectoryEntry[]): string {
  const kinds = Map.groupBy(entries, ({ entity }) => entity.kind);
  if (what !== 'things' || kinds.size < 2) return '';
  return ` (${[...kinds].map(([kind, of]) => `${of.length} ${kind}${of.length === 1 ? '' : 's'}`).join(', ')})`;
}

function findOwner(what: string, name: string, directory: Directory): Subject {
  const filter = { kinds: ownerKinds };
  if (directory.resolve(name, filter).kind === 'none') refuseOther(name, directory);
  const subject = findSubject('find', name, directory, undefined, filter);
  if (!('reply' in subject) || subject.reply.answer.kind !== 'choice') return subject;
  const options = subject.reply.answer.options.map(({ press, ...option }) => ({
    ...option,
    press: { command: 'find', values: { text: `${what} owned by ${String(press.values['name'])}` } },
  }));
  return { reply: { ...subject.reply, answer: { ...subject.reply.answer, options } } };
}

/** @throws Refusal where the name means something that is there, and can own nothing */
function refuseOther(name: string, directory: Directory): void {
  const resolution = directory.resolve(name, {});
  if (resolution.kind !== 'one') return;
  const { ref, entity } = resolution.entry;
  throw new Refusal(`${displayName(entity)} is of kind ${entity.kind}, and only teams and people own things.`, {
    code: 'not-an-owner',
    hint: `Ask: who owns ${entity.metadata.name}, or: show ${entity.metadata.name}`,
    subject: ref,
  });
}

/** What is owned by no one else, what people ask about most first. */
const ownedBy = (ref: string, directory: Directory): readonly DirectoryEntry[] =>
  directory
    .related(ref, 'ownerOf')
    .flatMap((owned) => directory.get(owned) ?? [])
    .toSorted((a, b) => kindRank(a) - kindRank(b) || (a.ref < b.ref ? -1 : 1));

/** The teams below a team, or those that a person is in. */
const teamsOf = (ref: string, directory: Directory): readonly string[] =>
  ref.startsWith('user:') ? directory.related(ref, 'memberOf') : groupsUnder(ref, directory).slice(1);
