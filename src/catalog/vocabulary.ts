import { slipsAllowed, wordLikeness } from './word-likeness.ts';

/** The words of the catalog, each kept once, by number. */
export interface Vocabulary {
  /** The number of a word; a new one gets the next. */
  readonly numberOf: (word: string) => number;
  readonly find: (word: string) => number | undefined;
  readonly word: (number: number) => string;
  /** Counts the labels that a word is in; `by` is 1 or -1. */
  readonly countLabel: (number: number, by: number) => void;
  readonly isInLabels: (number: number) => boolean;
  /** All words that may be meant, by number: how likely each is, from 0 to 1. */
  readonly meant: (typed: string) => ReadonlyMap<number, number>;
}

/** How many answers of {@link Vocabulary.meant} are kept until the words change: one question asks several times. */
const maximumKept = 200;

/**
 * An empty vocabulary. What may be meant is found by looking at every word: its length and the letters that it has, in
 * five bytes, rule all but a few out, so that 50,000 words take less than a millisecond.
 */
export function createVocabulary(): Vocabulary {
  const words: string[] = [];
  const numbers = new Map<string, number>();
  const labels: number[] = [];
  const letters: number[] = [];
  const kept = new Map<string, ReadonlyMap<number, number>>();

  const numberOf = (word: string): number => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    // A piece of a text keeps the whole text in memory; a copy of its own does not.
    const own = Buffer.from(word).toString();
    const number = words.push(own) - 1;
    numbers.set(own, number);
    labels.push(0);
    letters.push(lettersOf(own));
    kept.clear();
    return number;
  };

  const lookThrough = (typed: string): ReadonlyMap<number, number> => {
    const meant = new Map<number, number>();
    const number = numbers.get(typed);
    const isKnown = number !== undefined && (labels[number] ?? 0) > 0;
    const mayBe = createSieve(typed);
    for (let other = 0; other < words.length; other += 1) {
      const word = words[other] ?? '';
      if (!mayBe(word, letters[other] ?? 0)) continue;
      // What is a word of the catalog is not a slip for another; at most it begins one.
      const likeness = isKnown && other !== number && !word.startsWith(typed) ? 0 : wordLikeness(typed, word);
      if (likeness > 0) meant.set(other, likeness);
    }
    return meant;
  };

  return {
    numberOf,
    find: (word) => numbers.get(word),
    word: (number) => words[number] ?? '',
    countLabel: (number, by) => {
      const before = labels[number] ?? 0;
      labels[number] = before + by;
      if (before === 0 || before + by === 0) kept.clear();
    },
    isInLabels: (number) => (labels[number] ?? 0) > 0,
    meant: (typed) => {
      const known = kept.get(typed) ?? lookThrough(typed);
      if (kept.size >= maximumKept) kept.clear();
      kept.set(typed, known);
      return known;
    },
  };
}

/** Which letters a word has, as bits: a to z, and one for all others. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) {
    const letter = word.charCodeAt(at) - codeOfA;
    letters |= 1 << (letter >= 0 && letter < otherLetter ? letter : otherLetter);
  }
  return letters;
}

const codeOfA = 97;
const otherLetter = 26;

/** Decides quickly what need not be compared: the rest is little. */
function createSieve(typed: string): (word: string, letters: number) => boolean {
  const own = lettersOf(typed);
  const first = typed.charCodeAt(0);
  const isNumeronym = /^\D\d+\D$/.test(typed);
  return (word, letters) => {
    const longer = Math.max(word.length, typed.length);
    const slips = slipsAllowed(longer);
    const isNear = Math.abs(word.length - typed.length) <= slips && bitsIn(own ^ letters) <= 2 * slips;
    if (word.charCodeAt(0) !== first) return isNear;
    // A beginning, or an abbreviation, has no letter that the word lacks; but for a last y, said for ie.
    return isNear || isNumeronym || bitsIn(own & ~letters) <= 1;
  };
}

function bitsIn(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
