import { editDistance } from '#callboard/core/text/edit-distance.ts';

/** A likeness below that is a guess: what rests on one is offered, not answered. */
export const sureLikeness = 0.7;
/** How alike a word is to one that only resembles it: less than {@link sureLikeness}. */
const guessed = 0.6;

/**
 * How likely a word is meant by what was typed, from 0 to 1: the same word, its beginning, an abbreviation, or the word
 * with typing errors.
 * @param typed in small letters, singular
 * @param word likewise
 */
export const wordLikeness = (typed: string, word: string): number =>
  typed === word
    ? 1
    : Math.max(beginningLikeness(typed, word), shortenedLikeness(typed, word), misspeltLikeness(typed, word));

/** How many typing errors a word may have: one for every four letters, at most three. */
export const slipsAllowed = (length: number): number => Math.min(Math.floor(length / 4), 3);

/**
 * One wrong letter in four is taken for a typing error, at most three; below four letters none is, a wrong first letter
 * counts twice, and numbers are never misspelt. In a short word another letter often makes another word.
 */
function misspeltLikeness(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  if (digitsOf(a) !== digitsOf(b)) return 0;
  const allowed = slipsAllowed(longer);
  if (allowed === 0) return longer === 3 && isExchanged(a, b) ? sureLikeness : 0;
  const isFirstSwapped = a[0] === b[1] && a[1] === b[0];
  const slips = isExchanged(a, b) || withoutDoubles(a) === withoutDoubles(b) ? 1 : editDistance(a, b, allowed);
  const distance = slips + (a[0] === b[0] || isFirstSwapped ? 0 : 1);
  if (distance > allowed) return 0;
  const isOtherLetter = longer <= maximumShortLength && isOtherWord(a, b);
  return isOtherLetter ? guessed : 1 - distance / longer;
}

const maximumShortLength = 5;

/** Whether another letter stands in a place, unless it is a vowel for a vowel: those are mixed up as one hears them. */
function isOtherWord(a: string, b: string): boolean {
  if (a.length !== b.length || isExchanged(a, b)) return false;
  return a.replaceAll(/[aeiouy]/g, '*') !== b.replaceAll(/[aeiouy]/g, '*');
}

/** `tariff` and `tarrif` are the same but for the letter that is doubled. */
const withoutDoubles = (text: string): string => text.replaceAll(/(.)\1/g, '$1');

/** Whether two letters stand in each other's place: `costum`, `custom`. */
function isExchanged(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const places = Array.from({ length: a.length }, (_, index) => index).filter((index) => a[index] !== b[index]);
  const [first = -1, second = -1] = places;
  return places.length === 2 && a[first] === b[second] && a[second] === b[first];
}

/** The beginning of a word, as people abbreviate and type ahead: `auth`, `notify` for what notifies. */
function beginningLikeness(typed: string, word: string): number {
  if (!word.startsWith(typed) && !(typed.length > 3 && word.startsWith(typed.replace(/y$/, 'i')))) return 0;
  if (digitsOf(typed) !== digitsOf(word)) return 0;
  return typed.length >= leastBeginning ? 0.75 + 0.25 * (typed.length / word.length) : guessed;
}

const leastBeginning = 3;

/**
 * A numeronym (`k8s`), or the first letter and some that follow (`gw`, `svc`, `mgmt`, `gtway`): vowels are left out first,
 * and one that is not stands where it did.
 */
function shortenedLikeness(typed: string, word: string): number {
  if (typed.length >= word.length || typed[0] !== word[0]) return 0;
  const [, left, last] = /^\D(\d{1,2})(\D)$/.exec(typed) ?? [];
  if (left !== undefined) {
    const isMeant = (full: string) => full.length === Number(left) + 2 && full.at(-1) === last;
    return isMeant(word) || isMeant(`${word}s`) ? 0.95 : 0;
  }
  if (typed.length < 2 || typed.length > maximumShortened || typed.length + 2 > word.length) return 0;
  return skeletonLikeness(typed, word);
}

const maximumShortened = 6;

function skeletonLikeness(typed: string, word: string): number {
  let at = commonBeginning(typed, word);
  let skipped = 0;
  for (const letter of typed.slice(at)) {
    const next = word.indexOf(letter, at);
    if (next < 0 || (isVowel.test(letter) && next !== at)) return 0;
    skipped += word.slice(at, next).replaceAll(/[aeiouy]/g, '').length;
    at = next + 1;
  }
  return skipped > 3 ? 0 : 0.88 - 0.05 * skipped - (typed.length === 2 ? 0.02 : 0);
}

const isVowel = /[aeiou]/;

function commonBeginning(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

const digitsOf = (text: string): string => (/\d/.test(text) ? text.replaceAll(/\D/g, '') : '');
