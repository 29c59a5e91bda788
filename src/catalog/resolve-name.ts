import { isPronoun } from '#callboard/core/commands/is-pronoun.ts';
import { readMention } from '#callboard/core/identity/read-mention.ts';
import { findByAddress, readAddress } from './addresses.ts';
import { accountAnnotations } from './annotations.ts';
import { describe, type Description } from './describing-words.ts';
import type { DirectoryEntry, Match, Resolution, SearchFilter } from './directory.ts';
import type { Entity } from './entity.ts';
import { kindOf, parseEntityRef } from './entity-ref.ts';
import { findOfOwner } from './find-of-owner.ts';
import { type Label, labelsOf } from './labels.ts';
import type { NameIndex } from './name-index.ts';
import { nameWords } from './name-words.ts';
import { isLittleWord } from './read-query.ts';
import { sureScore } from './score-entry.ts';

/** A match below that is not even offered. */
const nearScore = 0.4;
/** What is so close to the best match may have been meant as well. */
const closeness = 0.045;
const maximumOffered = 6;
/** How many are looked through for what may have been meant as well. */
const maximumMatches = 24;
/** No name has more words than that. */
const maximumNameWords = 8;
/** Of more words than that, only a name that is spelt right is seen to end within a line: each try costs a search. */
const maximumMisspeltWords = 4;

const fillers = /^(?:(?:the|our|a|an|my|this|that)\s+)?(?:\w+\s+(?:called|named)\s+)?/i;

/** Decides what a person meant: a ref, an address, a mention, a name, a title, and only then what looks like it. */
export function resolveName(text: string, filter: SearchFilter, index: NameIndex): Resolution {
  const exact = findExactly(text, filter, index);
  if (exact.length > 0) return settled(exact);
  // Of what nobody spoke of before, nothing looks like it.
  if (isPronoun(text)) return { kind: 'none', nearest: [] };
  const address = readAddress(text);
  if (address !== undefined) return { kind: 'none', nearest: nearestToAddress(address, filter, index) };
  const matches = rankMisspelt(text, filter, index);
  const sure = matches.filter(({ score }) => score >= sureScore);
  const [best] = sure;
  if (best) return settled(withoutParts(entriesOf(sure.filter(({ score }) => score > best.score - closeness))));
  const owned = findOfOwner(text, filter, index, (owner) => resolveName(owner, { kinds: ownerKinds }, index));
  if (owned.length > 0) return settled(owned);
  return {
    kind: 'none',
    nearest: entriesOf(matches.filter(({ score }) => score >= nearScore)).slice(0, maximumOffered),
  };
}

const ownerKinds = ['group', 'user'];

/** Entries without what belongs to another of them by its name, as `printer-bridge-cache` does to `printer-bridge`. */
function withoutParts(entries: readonly DirectoryEntry[]): readonly DirectoryEntry[] {
  const names = entries.map(({ entity }) => entity.metadata.name.toLowerCase());
  const isPart = (name: string) => names.some((other) => other.length < name.length && name.startsWith(`${other}-`));
  return entries.filter((_, index) => !isPart(names[index] ?? ''));
}

/**
 * The longest run of words at the beginning of a line that is something's name; else the longest that surely looks like one.
 * A run ends with the word that a comma or colon follows.
 * @returns the run as it stands in the line; undefined where none is a name
 */
export function nameAtStart(line: string, filter: SearchFilter, index: NameIndex): string | undefined {
  const runs = runsAtStart(line);
  const exact = runs.find((run) => findExactly(run, filter, index).length > 0);
  if (exact !== undefined) return exact;
  return (
    runs
      // With more after it, a kind alone begins a name that is put in other words: `the team behind payments`.
      .filter((run) => run === runs[0] || (!isKindAlone(run) && !isLittleWord(run.slice(run.lastIndexOf(' ') + 1))))
      .filter((run) => run === line.trim() || run.split(' ').length <= maximumMisspeltWords)
      .find((run) => (rankMisspelt(run, filter, index)[0]?.score ?? 0) >= sureScore)
  );
}

/** Whether a text says only of what kind something is: `the team`. */
function isKindAlone(text: string): boolean {
  const { words } = nameWords(text.replace(fillers, ''));
  return words.length === 1 && describe(words[0] ?? '', () => false) !== undefined;
}

/** The longest first. What stands in Slack's brackets is one word. */
function runsAtStart(line: string): readonly string[] {
  const runs: string[] = [];
  for (const match of line.matchAll(/<[^>]*>|\S+/g)) {
    const [word] = match;
    if (/^[-–—]+$/.test(word) || runs.length === maximumNameWords) break;
    const end = match.index + word.length;
    runs.unshift(line.slice(0, end).replace(/[,:;]+$/, ''));
    if (/[,:;]$/.test(word)) break;
  }
  return runs;
}

/** What is called exactly that, in whatever way things are named. */
function findExactly(text: string, filter: SearchFilter, index: NameIndex): readonly DirectoryEntry[] {
  const wanted = text.trim().replace(fillers, '').trim();
  const inKinds = (entries: readonly DirectoryEntry[]) =>
    filter.kinds === undefined ? entries : entries.filter(({ ref }) => filter.kinds?.includes(kindOf(ref)));
  const { words, squeezed } = nameWords(wanted);
  if (squeezed === '') return [];
  const person = readMention(wanted);
  if (person !== undefined) return inKinds(findByAccount(person, index));
  const called = (text: string, as: Label['as']) =>
    inKinds(index.labelled(text)).filter(({ entity }) => isCalled(entity, text, as));
  const ways: readonly (() => readonly DirectoryEntry[])[] = [
    () => inKinds(findByRef(wanted, index)),
    () => inKinds(findByAddress(wanted, index.withAddressKey)),
    () => called(squeezed, 'name').filter(({ entity }) => entity.metadata.name.toLowerCase() === wanted.toLowerCase()),
    () => called(squeezed, 'name'),
    () => called(squeezed, 'title'),
    () => called(squeezed, 'alias'),
    ...narrowings(words, index).map(
      ({ rest, fits }) =>
        () =>
          inKinds(index.labelled(rest.join(''))).filter(fits),
    ),
  ];
  for (const way of ways) {
    const found = way();
    if (found.length > 0) return found;
  }
  return [];
}

const isCalled = (entity: Entity, squeezed: string, as: Label['as']): boolean =>
  labelsOf(entity).some((label) => label.as === as && nameWords(label.text).squeezed === squeezed);

/** What looks like it, the best first; nothing looks like a mention or an address. */
function rankMisspelt(text: string, filter: SearchFilter, index: NameIndex): readonly Match[] {
  const wanted = text.trim().replace(fillers, '').trim();
  const { squeezed } = nameWords(wanted);
  if (squeezed === '' || readMention(wanted) !== undefined || readAddress(wanted) !== undefined) return [];
  return index.search(wanted, filter, maximumMatches);
}

interface Narrowing extends Description {
  readonly rest: readonly string[];
}

/** The words without one that describes: first one at their end, then one at their beginning. */
function narrowings(words: readonly string[], { hasType }: NameIndex): readonly Narrowing[] {
  if (words.length < 2) return [];
  const ends = [
    { word: words.at(-1) ?? '', rest: words.slice(0, -1) },
    { word: words[0] ?? '', rest: words.slice(1) },
  ];
  return ends.flatMap(({ word, rest }) => {
    const description = describe(word, hasType);
    return description ? [{ rest, ...description }] : [];
  });
}

function findByRef(text: string, index: NameIndex): readonly DirectoryEntry[] {
  if (!/[:/]/.test(text)) return [];
  const ref = parseEntityRef(text, { kind: '' });
  if (ref === undefined) return [];
  const entries = index.labelled(nameWords(ref.name).squeezed);
  const end = `${ref.namespace}/${ref.name}`.toLowerCase();
  const start = ref.kind === '' ? ':' : `${ref.kind.toLowerCase()}:`;
  return entries.filter((entry) => entry.ref.endsWith(`:${end}`) && `:${entry.ref}`.includes(start));
}

const findByAccount = (personId: string, { get, withAnnotation }: NameIndex): readonly DirectoryEntry[] =>
  accountAnnotations.flatMap((annotation) => withAnnotation(annotation, personId)).flatMap((ref) => get(ref) ?? []);

/** Whatever has a name like the last part of an address that leads to nothing. */
function nearestToAddress(address: string, filter: SearchFilter, index: NameIndex): readonly DirectoryEntry[] {
  const matches = index.search(address.slice(address.lastIndexOf('/') + 1), filter, maximumOffered);
  return entriesOf(matches.filter(({ score }) => score >= sureScore));
}

const entriesOf = (matches: readonly Match[]): readonly DirectoryEntry[] => [
  ...new Set(matches.map(({ entry }) => entry)),
];

function settled(entries: readonly DirectoryEntry[]): Resolution {
  const [entry, ...others] = entries;
  if (!entry) return { kind: 'none', nearest: [] };
  return others.length === 0 ? { kind: 'one', entry } : { kind: 'several', entries: entries.slice(0, maximumOffered) };
}
