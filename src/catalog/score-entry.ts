import { describe } from './describing-words.ts';
import type { DirectoryEntry } from './directory.ts';
import { kindOf } from './entity-ref.ts';
import { textsOf } from './json-values.ts';
import { type Label, labelsOf } from './labels.ts';
import { singular, wordsOf } from './name-words.ts';
import { isLittleWord, type Query, type Reading, type Term } from './read-query.ts';
import type { Vocabulary } from './vocabulary.ts';
import { sureLikeness } from './word-likeness.ts';

/** What scoring asks of the index. */
export interface Scoring {
  readonly vocabulary: Vocabulary;
  /** Whether a word is one of a `spec.type`. */
  readonly isType: (word: string) => boolean;
  /** The kinds that are asked for, in lower case. */
  readonly kinds: ReadonlySet<string> | undefined;
}

/** A score from here on says that this is what was meant: every word is accounted for. */
export const sureScore = 0.7;

const exactly: Readonly<Record<Label['as'], number>> = { name: 1, title: 0.99, alias: 0.98 };
/** The whole label, said in other letters; and a part of it, which may be a part of others as well. */
const wholly = 0.97;
const partly = { least: 0.86, coverage: 0.04 };
/** How surely a word that only says of what kind something is means it. */
const describedLikeness = 0.85;
/** What is said only by the kind or type of an entity. */
const byDescription = 0.75;
/** The most that is scored where a word is not accounted for, or only by a guess. */
const nearly = 0.66;

/** What words may be found in besides labels, by how much they say of what an entity is. */
const contextWeights = { tag: 0.64, description: 0.58, owner: 0.52, system: 0.46 } as const;

/** Words in labels that go without saying: whoever says `identity` may mean the `identity-service`. */
const understood: ReadonlySet<string> = new Set([
  'service', 'app', 'application', 'component', 'team', 'group', 'squad', 'department',
]); // oxfmt-ignore

/** How well an entity fits what somebody looks for, from 0 to 1: 1 is its very name. */
export function scoreEntry(query: Query, entry: DirectoryEntry, scoring: Scoring): number {
  const labels = labelsOf(entry.entity).map(({ text, as }) => ({ words: wordsOf(text), as }));
  const context = contextOf(entry, scoring);
  const scores = labels.map(({ words, as }) =>
    words.join('') === query.squeezed
      ? exactly[as]
      : Math.max(
          ...query.readings.map((reading) => scoreReading(reading, words, context) * (as === 'name' ? 1 : 0.99)),
        ),
  );
  return Math.max(...scores);
}

/** Of the many words of descriptions, one that is only like what was typed says less. */
const misspeltShare = 0.65;

interface Context {
  readonly entry: DirectoryEntry;
  readonly scoring: Scoring;
  /** How much a word says that is in no label; read only where one is missing. */
  readonly weightOf: (term: Term) => number;
}

interface Fit {
  /** Numbers of label words that a term was found for, in their places. */
  readonly used: ReadonlySet<number>;
  /** How alike the terms and their label words are: the mean by length, and the least. */
  readonly likeness: number;
  readonly weakest: number;
  readonly foundLetters: number;
  readonly left: readonly Term[];
}

function scoreReading(reading: Reading, label: readonly string[], context: Context): number {
  const fit = fitLabel(reading, label, context.scoring.vocabulary);
  const undescribed = fit.left.filter(({ description }) => !description?.fits(context.entry));
  if (undescribed.length > 0) return scoreNear(reading, label, fit, undescribed, context);
  if (fit.used.size === 0) return byDescription;
  const { coverage, isOtherThing } = coverLabel(label, fit.used, reading, context);
  const described = fit.left.reduce((sum, { word }) => sum + word.length, 0);
  const letters = fit.foundLetters + described;
  const likeness = (fit.likeness * fit.foundLetters + describedLikeness * described) / letters;
  const score = likeness * (coverage === 1 ? wholly : partly.least + partly.coverage * coverage);
  return isOtherThing || fit.weakest < sureLikeness ? Math.min(score, nearly) : score;
}

/** Finds each term a word of the label, the likeliest first. */
function fitLabel(reading: Reading, label: readonly string[], vocabulary: Vocabulary): Fit {
  const numbers = label.map((word) => vocabulary.find(singular(word)));
  const used = new Set<number>();
  const left: Term[] = [];
  let [sum, letters, weakest] = [0, 0, 1];
  for (const term of reading) {
    let [best, place] = [0, -1];
    for (const [index, number] of numbers.entries()) {
      const likeness = number === undefined || used.has(index) ? 0 : (term.meant.get(number) ?? 0);
      if (likeness > best) [best, place] = [likeness, index];
    }
    if (place < 0) {
      left.push(term);
      continue;
    }
    used.add(place);
    sum += best * term.word.length;
    letters += term.word.length;
    weakest = Math.min(weakest, best);
  }
  return { used, likeness: letters === 0 ? 0 : sum / letters, weakest, foundLetters: letters, left };
}

/**
 * How much of a label was said. Something whose label says that it is of another sort (`payments-db` for `payments`) is
 * another thing, unless that sort was asked for.
 */
function coverLabel(
  label: readonly string[],
  used: ReadonlySet<number>,
  reading: Reading,
  { entry, scoring }: Context,
): { readonly coverage: number; readonly isOtherThing: boolean } {
  const isSortSaid =
    reading.some(({ description }) => description?.fits(entry)) ||
    (scoring.kinds !== undefined && scoring.kinds.size <= 2);
  let [said, all, isOtherThing] = [0, 0, false];
  for (const [index, word] of label.entries()) {
    const description = used.has(index) ? undefined : describe(word, scoring.isType);
    const isUnderstood = description?.fits(entry) === true && (isSortSaid || understood.has(word));
    // Between others a little word joins them; at an end, as in `team-a`, it tells one name from another.
    const isJoint = index > 0 && index < label.length - 1 && isLittleWord(word);
    if (isUnderstood || (!used.has(index) && isJoint)) continue;
    all += word.length;
    if (used.has(index)) said += word.length;
    else if (description && index === label.length - 1) isOtherThing = true;
  }
  return { coverage: said / all, isOtherThing };
}

/** Where words are in no label: what they say elsewhere counts less, and what is said nowhere nothing. */
function scoreNear(
  reading: Reading,
  label: readonly string[],
  fit: Fit,
  undescribed: readonly Term[],
  context: Context,
): number {
  const weights = undescribed.map((term) => ({ weight: context.weightOf(term), letters: term.word.length }));
  const letters = reading.reduce((sum, { word }) => sum + word.length, 0);
  const elsewhere = weights.reduce((sum, { weight, letters: of }) => sum + weight * of, 0);
  if (fit.used.size === 0) return elsewhere / letters;
  const share = (fit.likeness * fit.foundLetters + elsewhere) / letters;
  if (weights.every(({ weight }) => weight > 0)) return Math.min(nearly, share);
  // What is said in full, with more, is near.
  const { coverage } = coverLabel(label, fit.used, reading, context);
  return nearly * Math.max(share, 0.9 * coverage * fit.likeness);
}

function contextOf(entry: DirectoryEntry, scoring: Scoring): Context {
  let places: readonly (readonly [number, ReadonlySet<number>])[] | undefined;
  const read = () => {
    const { metadata, spec } = entry.entity;
    const numbers = (texts: readonly string[]) =>
      new Set(texts.flatMap(wordsOf).flatMap((word) => scoring.vocabulary.find(singular(word)) ?? []));
    return [
      [contextWeights.tag, numbers([...(metadata.tags ?? []), ...textsOf(spec?.['type'])])],
      [contextWeights.description, numbers([metadata.description ?? ''])],
      [contextWeights.owner, numbers(namesIn(textsOf(spec?.['owner'])))],
      [contextWeights.system, numbers(namesIn([...textsOf(spec?.['system']), ...textsOf(spec?.['domain'])]))],
    ] as const;
  };
  return {
    entry,
    scoring,
    weightOf: (term) => {
      if (term.meant.size === 0) return 0;
      places ??= read();
      const weights = places.map(([weight, numbers]) => {
        const likeness = [...term.meant].map(([number, likely]) => (numbers.has(number) ? likely : 0));
        const best = Math.max(0, ...likeness);
        return weight * (best < 1 ? best * misspeltShare : best);
      });
      return Math.max(...weights);
    },
  };
}

/** The names in refs: `group:default/team-payments` says `team-payments`. */
export const namesIn = (refs: readonly string[]): readonly string[] =>
  refs.map((ref) => ref.slice(Math.max(ref.lastIndexOf('/'), ref.lastIndexOf(':')) + 1));

/** Whether an entity is of a kind that is asked for. */
export const isOfKinds = ({ ref }: DirectoryEntry, kinds: ReadonlySet<string> | undefined): boolean =>
  kinds === undefined || kinds.has(kindOf(ref));
