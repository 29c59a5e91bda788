import { describe, type Description, plainWord } from './describing-words.ts';
import { singular, wordsOf } from './name-words.ts';
import type { Vocabulary } from './vocabulary.ts';
import { sureLikeness } from './word-likeness.ts';

/** A word of what was typed, and what it may mean. */
export interface Term {
  /** Singular. */
  readonly word: string;
  /** Words of the catalog by number: how likely each is meant, from 0 to 1. */
  readonly meant: ReadonlyMap<number, number>;
  /** What it says of the kind or type of what is meant, if anything. */
  readonly description: Description | undefined;
}

/** What was typed, read in one way: as it stands, with words run together or taken apart. */
export type Reading = readonly Term[];

/** What somebody looks for. */
export interface Query {
  readonly squeezed: string;
  /** As it stands first. */
  readonly readings: readonly Reading[];
}

/** Words between names that say nothing of what is meant. */
const littleWords: ReadonlySet<string> = new Set(
  'a an and at by for from in my of on our that the this to with'.split(' '),
);
/** Longer texts are hardly names: their end is left out. */
const maximumWords = 12;
const maximumPieces = 4;
/** Pieces that are shorter are in too many words by chance. */
const leastPiece = 2;
const leastLongPiece = 4;

/** Whether a word, in lower case, only stands between names. */
export const isLittleWord = (word: string): boolean => littleWords.has(word);

/** Reads what was typed by the words of the catalog. @param isType whether a word is one of a `spec.type` */
export function readQuery(text: string, vocabulary: Vocabulary, isType: (word: string) => boolean): Query {
  const words = wordsOf(text).slice(0, maximumWords);
  const telling = words.filter((word) => !isLittleWord(word));
  const said = telling.length > 0 ? telling : words;
  const joined = joinWords(said, vocabulary);
  const split = joined.flatMap((word) => splitWord(word, vocabulary));
  const ways = new Map([said, joined, split].map((way) => [way.join(' '), way]));
  const readings = [...ways.values()].map((way) => way.map((word) => readTerm(word, vocabulary, isType)));
  return { squeezed: words.join(''), readings };
}

function readTerm(text: string, vocabulary: Vocabulary, isType: (word: string) => boolean): Term {
  const word = singular(text);
  return { word, meant: vocabulary.meant(word), description: describe(plainWord(text), isType) };
}

/** Joins neighbours that are one word of a name: `check out` where there is a `checkout`. */
function joinWords(words: readonly string[], vocabulary: Vocabulary): readonly string[] {
  const joined: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [first = '', second] = words.slice(at, at + 2);
    const isOne = second !== undefined && isMeantAsOne(first, second, vocabulary);
    joined.push(isOne ? first + second : first);
    if (isOne) at += 1;
  }
  return joined;
}

function isMeantAsOne(first: string, second: string, vocabulary: Vocabulary): boolean {
  const both = singular(first + second);
  if (isLabelWord(both, vocabulary)) return true;
  if ([first, second].some((word) => isLabelWord(singular(word), vocabulary))) return false;
  return both.length > leastLongPiece && isSurelyMeant(both, vocabulary, both.length - 1);
}

/** Takes a word apart that is none: into words of names, at most one of them misspelt or shortened. */
function splitWord(text: string, vocabulary: Vocabulary): readonly string[] {
  if (text.length < 2 * leastPiece || isLabelWord(singular(text), vocabulary)) return [text];
  return splitExactly(text, vocabulary, maximumPieces) ?? splitWithSlip(text, vocabulary) ?? [text];
}

function splitExactly(text: string, vocabulary: Vocabulary, pieces: number): readonly string[] | undefined {
  if (isLabelWord(singular(text), vocabulary)) return [text];
  if (pieces === 1) return undefined;
  for (let at = text.length - leastPiece; at >= leastPiece; at -= 1) {
    const beginning = text.slice(0, at);
    if (!isLabelWord(singular(beginning), vocabulary)) continue;
    const rest = splitExactly(text.slice(at), vocabulary, pieces - 1);
    if (rest) return [beginning, ...rest];
  }
  return undefined;
}

function splitWithSlip(text: string, vocabulary: Vocabulary): readonly string[] | undefined {
  for (let length = text.length - leastLongPiece; length >= leastLongPiece; length -= 1) {
    const ways = [
      { known: text.slice(0, length), other: text.slice(length), isFirst: true },
      { known: text.slice(-length), other: text.slice(0, -length), isFirst: false },
    ];
    const way = ways.find(
      ({ known, other }) =>
        isLabelWord(singular(known), vocabulary) && isSurelyMeant(singular(other), vocabulary, leastLongPiece),
    );
    if (way) return way.isFirst ? [way.known, way.other] : [way.other, way.known];
  }
  return undefined;
}

const isLabelWord = (word: string, vocabulary: Vocabulary): boolean => {
  const number = vocabulary.find(word);
  return number !== undefined && vocabulary.isInLabels(number);
};

/** Whether a word is that of a name, or a slip for one of at least so many letters. */
const isSurelyMeant = (word: string, vocabulary: Vocabulary, leastLength: number): boolean =>
  [...vocabulary.meant(word)].some(
    ([number, likeness]) =>
      likeness >= sureLikeness && vocabulary.isInLabels(number) && vocabulary.word(number).length >= leastLength,
  );
