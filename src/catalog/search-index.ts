import type { DirectoryEntry, Match } from './directory.ts';
import { kindOf } from './entity-ref.ts';
import { createInitials } from './initials.ts';
import { textsOf } from './json-values.ts';
import { labelsOf } from './labels.ts';
import { singular, wordsOf } from './name-words.ts';
import { createPostings, type Field } from './postings.ts';
import { readQuery } from './read-query.ts';
import { isOfKinds, namesIn, scoreEntry, type Scoring, sureScore } from './score-entry.ts';
import { createVocabulary } from './vocabulary.ts';

/** Finds entries by what was typed, in spite of typing errors. */
export interface SearchIndex {
  /** The best first; at most `limit`. */
  readonly search: (typed: string, kinds: ReadonlySet<string> | undefined, limit: number) => readonly Match[];
  readonly add: (entry: DirectoryEntry) => void;
  readonly remove: (entry: DirectoryEntry) => void;
}

/** How many are compared word by word for each way to read what was typed: those that have most of its words. */
const leastCandidates = 40;

/** How many results are kept until something changes: reading a sentence and answering it look for the same name. */
const maximumKept = 50;

/**
 * An index of words, built at the first search.
 * @param all what to build from
 * @param isType whether a word is one of a `spec.type`
 */
export function createSearchIndex(all: () => Iterable<DirectoryEntry>, isType: (word: string) => boolean): SearchIndex {
  let built: BuiltIndex | undefined;
  const kept = new Map<string, readonly Match[]>();
  const build = (): BuiltIndex => {
    const index = createBuiltIndex(isType);
    for (const entry of all()) index.add(entry);
    return index;
  };
  return {
    search: (typed, kinds, limit) => {
      built ??= build();
      const key = `${limit} ${kinds === undefined ? '' : [...kinds].join()} ${typed}`;
      const known = kept.get(key) ?? built.search(typed, kinds, limit);
      if (kept.size >= maximumKept) kept.clear();
      kept.set(key, known);
      return known;
    },
    add: (entry) => {
      kept.clear();
      built?.add(entry);
    },
    remove: (entry) => {
      kept.clear();
      // Holes stay in the lists: once they are most of it, it is built anew at the next search.
      if (built?.remove(entry) === 'mostly holes') built = undefined;
    },
  };
}

interface BuiltIndex extends Pick<SearchIndex, 'search' | 'add'> {
  readonly remove: (entry: DirectoryEntry) => 'kept' | 'mostly holes';
}

function createBuiltIndex(isType: (word: string) => boolean): BuiltIndex {
  const vocabulary = createVocabulary();
  const postings = createPostings();
  const initials = createInitials();
  /** By number; a removed entry leaves a hole. */
  const entries: (DirectoryEntry | undefined)[] = [];
  const numbers = new Map<string, number>();
  const wordsOfLabels = (number: number) => {
    const entry = entries[number];
    return entry ? labelsOf(entry.entity).map(({ text }) => wordsOf(text)) : [];
  };

  return {
    search: (typed, kinds, limit) => {
      const query = readQuery(typed, vocabulary, isType);
      if (query.squeezed === '') return [];
      const scoring: Scoring = { vocabulary, isType, kinds };
      const isWanted = (number: number) => {
        const entry = entries[number];
        return entry !== undefined && isOfKinds(entry, kinds);
      };
      const count = Math.max(leastCandidates, 2 * limit);
      const candidates = new Set(query.readings.flatMap((reading) => postings.best(reading, isWanted, count)));
      const matches = [...candidates].flatMap((number): readonly Match[] => {
        const entry = entries[number];
        return entry ? [{ entry, score: scoreEntry(query, entry, scoring) }] : [];
      });
      const byInitials = matches.some(({ score }) => score >= sureScore)
        ? []
        : initials.find(query.squeezed, wordsOfLabels).flatMap(({ number, score }): readonly Match[] => {
            const entry = entries[number];
            return entry && isOfKinds(entry, kinds) ? [{ entry, score }] : [];
          });
      return [...matches.filter(({ entry }) => !byInitials.some((other) => other.entry === entry)), ...byInitials]
        .filter(({ score }) => score > 0)
        .toSorted(byScore)
        .slice(0, limit);
    },
    add: (entry) => {
      const number = entries.push(entry) - 1;
      numbers.set(entry.ref, number);
      const fields = fieldsOf(entry);
      for (const word of fields.label) vocabulary.countLabel(vocabulary.numberOf(word), 1);
      postings.add(number, fields, vocabulary.numberOf);
      for (const label of wordsOfLabels(number)) initials.add(number, label);
    },
    remove: ({ ref, ...rest }) => {
      const number = numbers.get(ref);
      if (number === undefined) return 'kept';
      for (const word of fieldsOf({ ref, ...rest }).label) vocabulary.countLabel(vocabulary.numberOf(word), -1);
      entries[number] = undefined;
      numbers.delete(ref);
      return entries.length > 1000 && numbers.size < entries.length / 2 ? 'mostly holes' : 'kept';
    },
  };
}

/** The words of an entity, singular, by where they stand; each where it says most. */
function fieldsOf({ entity }: DirectoryEntry): Readonly<Record<Field, ReadonlySet<string>>> {
  const { metadata, spec } = entity;
  const taken = new Set<string>();
  const take = (texts: readonly string[]): ReadonlySet<string> => {
    const words = new Set<string>();
    for (const text of texts) {
      for (const each of wordsOf(text)) {
        const word = singular(each);
        if (taken.has(word)) continue;
        taken.add(word);
        words.add(word);
      }
    }
    return words;
  };
  return {
    label: take(labelsOf(entity).map(({ text }) => text)),
    tag: take([...(metadata.tags ?? []), ...textsOf(spec?.['type'])]),
    description: take(metadata.description === undefined ? [] : [metadata.description]),
    owner: take(namesIn(textsOf(spec?.['owner']))),
    system: take(namesIn([...textsOf(spec?.['system']), ...textsOf(spec?.['domain'])])),
  };
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
