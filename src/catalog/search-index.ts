import { isJsonObject } from '#callboard/core/storage/json.ts';
import type { DirectoryEntry, Match } from './directory.ts';
import { kindOf } from './entity-ref.ts';
import { textsOf } from './json-values.ts';
import { nameWords, type NameWords, singular, trigramsOf } from './name-words.ts';
import { scoreName } from './score-name.ts';

/** Finds entries by what was typed, in spite of typing errors. */
export interface SearchIndex {
  /** The best first; at most `limit`. */
  readonly search: (typed: string, kinds: ReadonlySet<string> | undefined, limit: number) => readonly Match[];
  readonly add: (entry: DirectoryEntry) => void;
  readonly remove: (entry: DirectoryEntry) => void;
}

/** How many names are compared letter by letter: the ones that share most trigrams with what was typed. */
const maximumCandidates = 300;

interface Postings {
  /** By number; a removed entry leaves a hole. */
  readonly entries: (DirectoryEntry | undefined)[];
  /** How many trigrams each has, by number. */
  readonly sizes: number[];
  readonly byTrigram: Map<string, number[]>;
  /** Words of tags, descriptions and owners. */
  readonly byWord: Map<string, number[]>;
  readonly numbers: Map<DirectoryEntry, number>;
}

/**
 * An index of trigrams and words, built at the first search.
 * @param all what to build from
 */
export function createSearchIndex(all: () => Iterable<DirectoryEntry>): SearchIndex {
  let postings: Postings | undefined;

  const build = (): Postings => {
    const built = { entries: [], sizes: [], byTrigram: new Map(), byWord: new Map(), numbers: new Map() };
    for (const entry of all()) put(built, entry);
    return built;
  };

  return {
    search: (typed, kinds, limit) => {
      postings ??= build();
      const query = nameWords(typed);
      const scores = new Map<DirectoryEntry, number>();
      for (const entry of byTrigrams(postings, query, kinds)) scores.set(entry, scoreEntry(query, entry));
      for (const entry of byWords(postings, query, kinds)) scores.set(entry, Math.max(scores.get(entry) ?? 0, 0.5));
      return [...scores]
        .filter(([, score]) => score > 0)
        .map(([entry, score]) => ({ entry, score }))
        .toSorted(byScore)
        .slice(0, limit);
    },
    add: (entry) => {
      if (postings) put(postings, entry);
    },
    remove: (entry) => {
      const number = postings?.numbers.get(entry);
      if (!postings || number === undefined) return;
      postings.entries[number] = undefined;
      postings.numbers.delete(entry);
      // Holes stay in the lists: once they are most of it, it is built anew at the next search.
      if (postings.entries.length > 1000 && postings.numbers.size < postings.entries.length / 2) postings = undefined;
    },
  };
}

/** How well an entity's name or title fits, from 0 to 1; a title a little less than the very name. */
function scoreEntry(query: NameWords, { entity }: DirectoryEntry): number {
  const byName = scoreName(query, nameWords(entity.metadata.name));
  const titles = titlesOf(entity);
  return Math.max(byName, ...titles.map((title) => scoreName(query, nameWords(title)) * 0.98));
}

/** The title of an entity, and the name by which people know a team or person. */
export function titlesOf({ metadata, spec }: DirectoryEntry['entity']): readonly string[] {
  const profile = spec?.['profile'];
  return [...textsOf(metadata.title), ...(isJsonObject(profile) ? textsOf(profile['displayName']) : [])];
}

/** The better first; of equals, the kind that people ask about most, then by ref. */
function byScore(a: Match, b: Match): number {
  return b.score - a.score || kindRank(a.entry) - kindRank(b.entry) || (a.entry.ref < b.entry.ref ? -1 : 1);
}

const kindOrder = [
  'component',
  'api',
  'system',
  'resource',
  'domain',
  'group',
  'user',
  'template',
  'airesource',
  'location',
];

/** The place of an entity's kind in the order in which people ask for them. */
export function kindRank({ ref }: DirectoryEntry): number {
  const rank = kindOrder.indexOf(kindOf(ref));
  return rank < 0 ? kindOrder.length : rank;
}

function put(postings: Postings, entry: DirectoryEntry): void {
  const number = postings.entries.push(entry) - 1;
  const { metadata, spec } = entry.entity;
  const names = [metadata.name, ...titlesOf(entry.entity)].map((text) => nameWords(text).squeezed);
  const trigrams = new Set(names.flatMap((name) => [...trigramsOf(name)]));
  postings.sizes.push(trigrams.size);
  postings.numbers.set(entry, number);
  for (const trigram of trigrams) append(postings.byTrigram, trigram, number);
  const texts = [
    ...(metadata.tags ?? []),
    metadata.description ?? '',
    ...textsOf(spec?.['owner']),
    ...textsOf(spec?.['system']),
  ];
  for (const word of new Set(texts.flatMap((text) => nameWords(text).words.map(singular))))
    append(postings.byWord, word, number);
}

function append(map: Map<string, number[]>, key: string, number: number): void {
  const known = map.get(key);
  if (known) known.push(number);
  else map.set(key, [number]);
}

/** The entries whose names share most trigrams with the query, as far as their kind is wanted. */
function byTrigrams(postings: Postings, query: NameWords, kinds: ReadonlySet<string> | undefined): DirectoryEntry[] {
  const trigrams = trigramsOf(query.squeezed);
  const shared = new Uint16Array(postings.entries.length);
  const touched: number[] = [];
  for (const trigram of trigrams) {
    for (const number of postings.byTrigram.get(trigram) ?? []) {
      if (shared[number] === 0) touched.push(number);
      shared[number] = (shared[number] ?? 0) + 1;
    }
  }
  const likeness = (number: number) => (2 * (shared[number] ?? 0)) / (trigrams.size + (postings.sizes[number] ?? 0));
  return touched
    .filter((number) => isWanted(postings.entries[number], kinds))
    .map((number) => ({ number, likeness: likeness(number) }))
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, maximumCandidates)
    .flatMap(({ number }) => postings.entries[number] ?? []);
}

/** The entries whose tags, description or owner have every word of the query. */
function byWords(postings: Postings, query: NameWords, kinds: ReadonlySet<string> | undefined): DirectoryEntry[] {
  const lists = query.words
    .map((word) => postings.byWord.get(singular(word)) ?? [])
    .toSorted((a, b) => a.length - b.length);
  const [shortest = [], ...others] = lists;
  const sets = others.map((list) => new Set(list));
  return shortest
    .filter((number) => sets.every((set) => set.has(number)) && isWanted(postings.entries[number], kinds))
    .flatMap((number) => postings.entries[number] ?? []);
}

function isWanted(entry: DirectoryEntry | undefined, kinds: ReadonlySet<string> | undefined): boolean {
  return entry !== undefined && (kinds === undefined || kinds.has(kindOf(entry.ref)));
}
