import { editDistance } from '../text/edit-distance.ts';
import type { Command } from './command.ts';

/** A sentence as it may have been meant: as many words as were said. */
export type Wording = readonly string[];

/** Words beyond that stand as they are: what is asked for is said early. */
const maximumCorrectedWords = 10;
const maximumWordings = 64;
const maximumCorrections = 3;
/** Shorter words are often meant as they stand: only a swapped or missing letter counts as a slip. */
const leastChangedLength = 5;
/** Words of that many letters may have two slips. */
const longLength = 9;

/** What is written for a word in a hurry. */
const shorthand: ReadonlyMap<string, string> = new Map([
  ['4', 'for'],
  ['2', 'to'],
  ['r', 'are'],
  ['u', 'you'],
]);

/**
 * What a sentence may have been meant as, where words of it look like typing errors for words that phrases have. The
 * sentence itself comes first.
 */
export function likelyWordings(sentence: string, commands: readonly Command[]): readonly Wording[] {
  const known = wordsOfPhrases(commands);
  let wordings: readonly Wording[] = [[]];
  for (const [index, word] of sentence.split(' ').entries()) {
    const ways = index < maximumCorrectedWords ? [word, ...correctionsOf(word, known)] : [word];
    wordings = ways.flatMap((way) => wordings.map((before) => [...before, way])).slice(0, maximumWordings);
  }
  return wordings;
}

/** The words that the phrases of all commands are made of. */
function wordsOfPhrases(commands: readonly Command[]): ReadonlySet<string> {
  const sources = commands
    .flatMap(({ phrases }) => phrases)
    .map((phrase) => (phrase instanceof RegExp ? phrase : phrase.pattern).source);
  return new Set(
    sources
      .map((source) => source.replaceAll(/\(\?<\w+>|\[[^\]]*\]|\\./g, ' ').toLowerCase())
      // A last letter that may be missing gives two words.
      .flatMap((source) => [...source.matchAll(/([a-z]+)([a-z])(\?)?/g)])
      .flatMap(([, start = '', end = '', optional]) => (optional ? [start, start + end] : [start + end])),
  );
}

/** The words that a word may be a typing error for, the likeliest first; none for one that is known. */
function correctionsOf(text: string, known: ReadonlySet<string>): readonly string[] {
  const word = text.toLowerCase();
  if (known.has(word)) return [];
  const short = shorthand.get(word);
  if (short !== undefined) return [short];
  if (!/^[a-z]{2,}$/.test(word)) return [];
  return [...known]
    .filter((other) => other.length > 2 && isSlip(word, other))
    .toSorted((a, b) => Math.abs(a.length - word.length) - Math.abs(b.length - word.length))
    .slice(0, maximumCorrections);
}

function isSlip(word: string, meant: string): boolean {
  // An ending that makes another word of it is no slip.
  if (word === `${meant}s` || word === `${meant}d`) return false;
  const isFirstSwapped = word[0] === meant[1] && word[1] === meant[0];
  if (word[0] !== meant[0] && !isFirstSwapped) return false;
  const distance = editDistance(word, meant, word.length >= longLength ? 2 : 1);
  if (distance === Infinity) return false;
  return word.length >= leastChangedLength || word.length !== meant.length || isSwap(word, meant);
}

/** Whether two words have the same letters. */
const isSwap = (a: string, b: string): boolean => sortedLetters(a) === sortedLetters(b);
const sortedLetters = (word: string): string => word.split('').toSorted().join('');
