import { describe } from './describing-words.ts';
import type { DirectoryEntry, Resolution, SearchFilter } from './directory.ts';
import { kindOf } from './entity-ref.ts';
import { wordsOf } from './name-words.ts';
import { isLittleWord } from './read-query.ts';
import { sureScore } from './score-entry.ts';
import type { NameIndex } from './name-index.ts';

/** A text that names an owner, and what of theirs is meant. */
interface OwnedText {
  readonly owner: string;
  readonly what: string;
}

const team = '(?:team|squad|crew|group)';

/** How people say whose something is; the whole begins or ends with the owner. */
const ways: readonly RegExp[] = [
  /^(?<owner>.+?)(?:'s|’s|(?<=s)['’])\s+(?<what>.+)$/i,
  new RegExp(String.raw`^(?<owner>${team}\s+\S+)\s+(?<what>.+)$`, 'i'),
  new RegExp(String.raw`^(?<owner>\S+(?:\s+\S+)??\s+${team})\s+(?<what>.+)$`, 'i'),
  new RegExp(String.raw`^(?<what>.+?)\s+(?:of|from|by|owned by|belonging to)\s+(?<owner>.+)$`, 'i'),
  new RegExp(String.raw`^(?<what>.+?)\s+(?<owner>${team}\s+\S+|\S+\s+${team})$`, 'i'),
];

/** Reads `the checkout team's website` and the like, in all the ways that it may be meant. */
export function readOwnedText(text: string): readonly OwnedText[] {
  return ways.flatMap((way) => {
    const { owner, what } = way.exec(text.trim())?.groups ?? {};
    return owner === undefined || what === undefined ? [] : [{ owner, what }];
  });
}

/**
 * The one thing of an owner that is meant, or the several, where a text says whose it is: by what it is called, or by
 * its kind or type alone.
 * @param resolveOwner decides whom a text names
 */
export function findOfOwner(
  text: string,
  { kinds }: SearchFilter,
  index: NameIndex,
  resolveOwner: (owner: string) => Resolution,
): readonly DirectoryEntry[] {
  for (const { owner, what } of readOwnedText(text)) {
    const resolution = resolveOwner(owner);
    if (resolution.kind !== 'one') continue;
    const owned = index
      .related(resolution.entry.ref, 'ownerOf')
      .filter((ref) => kinds === undefined || kinds.includes(kindOf(ref)))
      .flatMap((ref) => index.get(ref) ?? []);
    const found = pick(what, owned, index);
    if (found.length > 0) return found;
  }
  return [];
}

/** How many matches are looked through for those of the owner. */
const maximumMatches = 100;

function pick(what: string, owned: readonly DirectoryEntry[], index: NameIndex): readonly DirectoryEntry[] {
  const words = wordsOf(what).filter((word) => !isLittleWord(word));
  const descriptions = words.map((word) => describe(word, index.hasType));
  if (descriptions.every((description) => description !== undefined)) {
    return owned.filter((entry) => descriptions.every((description) => description.fits(entry)));
  }
  const mine = new Set(owned);
  const matches = index
    .search(what, {}, maximumMatches)
    .filter(({ entry, score }) => mine.has(entry) && score >= sureScore);
  const best = matches[0]?.score;
  return matches.filter(({ score }) => score === best).map(({ entry }) => entry);
}
